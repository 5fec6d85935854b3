package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Scene;
import io.posthouse.store.TeamFixture.Sent;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What receipts cost in Redis commands, by Redis' own count (C2). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamReceiptsCostTest {
    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private TestStore store;
    private Keys keys;
    private TeamFixture team;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        this.store = TestStore.open(vertx, redis.config(), redis.target());
        this.keys = new Keys(redis.keyPrefix());
        this.team = TeamFixture.begin(store, Scene.SUPER_TEAM, List.of("ann", "bob", "cat"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void c2AReceiptTakesTheSameNumberOfCallsWhateverTheMembersAndMessages() {
        Sent one = team.send("ann", "i1");
        int tell = callsOf(() -> TestStore.await(team.receipts("bob", List.of(one.idServer()))));
        int ask = callsOf(() -> team.reads("bob", List.of(one.idServer())));
        int list = callsOf(() -> team.readersPage("ann", one.idServer(), ""));
        team.crowd(
                keys,
                "cat",
                IntStream.range(0, 3_000).mapToObj(i -> "crowd" + i).toList());
        List<String> ids = IntStream.range(0, 50)
                .mapToObj(i ->
                        team.send(i % 2 == 0 ? "ann" : "crowd" + i, "j" + i).idServer())
                .toList();

        assertThat(callsOf(() -> TestStore.await(team.receipts("bob", ids))))
                .isEqualTo(tell)
                .isLessThanOrEqualTo(7);
        assertThat(callsOf(() -> team.reads("bob", ids))).isEqualTo(ask).isLessThanOrEqualTo(3);
        assertThat(callsOf(() -> team.readersPage("ann", ids.get(0), "")))
                .isLessThanOrEqualTo(list)
                .isLessThanOrEqualTo(7);
    }

    /** How many commands Redis did for it, the scripts' own ones without the scripts. */
    private int callsOf(Runnable work) {
        int before = calls();
        work.run();
        return calls() - before;
    }

    private int calls() {
        String info = store.raw(Call.of(Command.INFO).arg("commandstats")).get().toString();
        return CALLS.matcher(info)
                .results()
                .filter(call -> !List.of("info", "evalsha").contains(call.group(1)))
                .mapToInt(call -> Integer.parseInt(call.group(2)))
                .sum();
    }
}
