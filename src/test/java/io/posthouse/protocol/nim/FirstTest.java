package io.posthouse.protocol.nim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstTest {
    private record Joined(String account, long time) {}

    @Test
    void theFirstComeInOrderWhateverOrderTheyCameIn() {
        assertThat(first(3, Comparator.naturalOrder(), List.of(at("d", 4), at("a", 1), at("c", 3), at("b", 2))))
                .extracting(Joined::account)
                .containsExactly("a", "b", "c");
        assertThat(first(3, Comparator.reverseOrder(), List.of(at("d", 4), at("a", 1), at("c", 3), at("b", 2))))
                .extracting(Joined::account)
                .containsExactly("d", "c", "b");
    }

    @Test
    void whoStandsWhereTheLastOneStandsComesToo() {
        assertThat(first(
                        2,
                        Comparator.naturalOrder(),
                        List.of(at("a", 1), at("b", 2), at("c", 2), at("d", 3), at("e", 2))))
                .extracting(Joined::account)
                .containsExactly("a", "b", "c", "e");
    }

    @Test
    void whoComesTwiceCountsOnce() {
        assertThat(first(2, Comparator.naturalOrder(), List.of(at("a", 1), at("a", 1), at("b", 2), at("c", 3))))
                .extracting(Joined::account)
                .containsExactly("a", "b");
    }

    @Test
    void pagesFromPlaceToPlaceMissNobody() {
        Random random = new Random(7);
        List<Joined> all = new ArrayList<>(IntStream.range(0, 1_000)
                .mapToObj(i -> at("account-" + i, random.nextInt(60) + 1L))
                .toList());
        Collections.shuffle(all, random);

        List<Joined> paged = new ArrayList<>();
        long behind = 0;
        List<Joined> page = first(100, Comparator.naturalOrder(), all);
        while (!page.isEmpty()) {
            paged.addAll(page);
            long last = page.get(page.size() - 1).time();
            assertThat(last).isGreaterThan(behind);
            behind = last;
            page = first(
                    100,
                    Comparator.naturalOrder(),
                    all.stream().filter(one -> one.time() > last).toList());
        }

        assertThat(paged).containsExactlyInAnyOrderElementsOf(all);
    }

    private static Joined at(String account, long time) {
        return new Joined(account, time);
    }

    private static List<Joined> first(int limit, Comparator<Long> order, List<Joined> all) {
        First<Joined> first = new First<>(limit, Joined::time, Joined::account, order);
        all.forEach(first::add);
        return first.inOrder();
    }
}
