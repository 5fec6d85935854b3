package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The key that all nodes share, and tickets that are used once. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TicketTest {
    private static final Caller NODE = Caller.server("n1");

    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theFirstCandidateIsEverybodysKey() {
        Answer.TicketKey first = store.answer(NODE, new Command.FindTicketKey("first"), Answer.TicketKey.class);
        Answer.TicketKey second =
                store.answer(Caller.server("n2"), new Command.FindTicketKey("second"), Answer.TicketKey.class);

        assertThat(first.key()).isEqualTo("first");
        assertThat(second.key()).isEqualTo("first");
        assertThat(second.time()).isGreaterThanOrEqualTo(first.time()).isGreaterThan(1_600_000_000_000L);
    }

    @Test
    void aTicketIsUsedOnceAndRememberedForItsLifeAndNoLonger() {
        store.run(NODE, new Command.UseTicket("a", 60_000));
        store.run(NODE, new Command.UseTicket("b", 60_000));

        assertThat(store.fault(Caller.server("n2"), new Command.UseTicket("a", 60_000)))
                .isEqualTo(Fault.ALREADY_EXISTS);
        store.run(NODE, new Command.UseTicket("c", 20));
        RedisProcess.awaitUntil("the ticket is forgotten", () -> isUnused("c"));
    }

    private boolean isUnused(String ticket) {
        return store.ask(NODE, new Command.UseTicket(ticket, 20))
                .map(used -> true)
                .otherwise(false)
                .await();
    }
}
