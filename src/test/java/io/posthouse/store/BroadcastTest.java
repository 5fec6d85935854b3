package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Broadcast;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server tells everybody: once stored, for as long as it lives, until each device has it. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class BroadcastTest {
    private static final long HOUR_MILLIS = 3_600_000;

    private final Caller server = Caller.server("server");
    private final Caller ann = device("ann", "d1");
    private final Caller ann2 = device("ann", "d2");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Broadcast send(String body, long lifeMillis) {
        return store.answer(server, new Command.SendBroadcast("ann", body, lifeMillis), Answer.BroadcastSent.class)
                .broadcast();
    }

    private List<Broadcast> waiting(Caller caller) {
        return store.answer(caller, new Command.GetBroadcasts(), Answer.Broadcasts.class)
                .broadcasts();
    }

    @Test
    void eachDeviceIsToldUntilItHasAcknowledged() {
        Broadcast first = send("one", HOUR_MILLIS);
        Broadcast second = send("two", HOUR_MILLIS);

        assertThat(waiting(ann)).containsExactly(first, second);
        store.run(ann, new Command.AcknowledgeBroadcasts(List.of(second.id())));

        assertThat(waiting(ann)).containsExactly(first);
        assertThat(waiting(ann2)).containsExactly(first, second);
        store.run(ann, new Command.AcknowledgeBroadcasts(List.of(first.id())));
        assertThat(waiting(ann)).isEmpty();
        assertThat(second.id()).isEqualTo(first.id() + 1);
    }

    @Test
    void oneThatHasOutlivedItsLifeIsToldNobody() {
        Broadcast brief = send("brief", 1);
        Broadcast next = send("next", HOUR_MILLIS);
        while (next.time() <= brief.time() + 1) {
            next = send("later", HOUR_MILLIS);
        }

        assertThat(waiting(ann)).doesNotContain(brief).contains(next);
    }

    @Test
    void d6TheServerIsToldWhenTooManyLive() {
        for (int i = 0; i < Broadcasts.LIVING_MAX; i++) {
            send("n" + i, HOUR_MILLIS);
        }

        assertThat(store.fault(server, new Command.SendBroadcast(null, "one more", HOUR_MILLIS)))
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(waiting(ann)).hasSize(Broadcasts.LIVING_MAX);
    }

    @Test
    void m4ABodyPastTheLimitIsRefused() {
        assertThat(store.fault(server, new Command.SendBroadcast(null, "x".repeat(5_001), HOUR_MILLIS)))
                .isEqualTo(Fault.BODY_TOO_LONG);
    }
}
