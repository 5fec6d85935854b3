package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> read = new ArrayList<>();

    @Test
    void onlySoManyReadAtOnceAndTheOthersInTheirTurn() {
        Turns gate = new Turns(2);

        gate.enter(() -> read.add("a"));
        gate.enter(() -> read.add("b"));
        gate.enter(() -> read.add("c"));
        gate.enter(() -> read.add("d"));
        assertThat(read).containsExactly("a", "b");

        gate.leave();
        assertThat(read).containsExactly("a", "b", "c");

        gate.leave();
        gate.leave();
        gate.leave();
        gate.enter(() -> read.add("e"));
        assertThat(read).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aCrowdThatIsGoneWhenItsTurnComesLeavesAtOnce() {
        Turns gate = new Turns(1);
        gate.enter(() -> read.add("slow"));
        for (int i = 0; i < 100_000; i++) {
            gate.enter(gate::leave);
        }
        gate.enter(() -> read.add("last"));

        gate.leave();

        assertThat(read).containsExactly("slow", "last");
    }
}
