package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that goes away: what is in flight finishes, sockets are told when to come back, nothing is left behind. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class DrainTest {
    private static final int GOING_AWAY = 4000;
    private Gateway gateway;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(Settings.limits(Settings.Limits::fast)));
        gateway.account("ann", "bob");
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void everySocketIsToldToComeBackWithADelay() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(gateway.login("ann", "a" + i));
        }

        Gateway.await(gateway.drain());

        assertThat(clients).allSatisfy(client -> {
            assertThat(client.next("reconnect").getLong("delayMillis")).isBetween(0L, 3_000L);
            assertThat(client.closeCode()).isEqualTo(GOING_AWAY);
        });
    }

    @Test
    void whatIsInFlightIsAnsweredBeforeTheSocketIsClosed() {
        Client ann = gateway.login("ann", "a1");
        List<Future<JsonObject>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(ann.ask(Client.sendFrame("bob", "m" + i, "c" + i)));
        }
        Gateway.await(answers.get(0));

        Gateway.await(gateway.drain());

        assertThat(ann.closeCode()).isEqualTo(GOING_AWAY);
        List<String> faults = answers.stream()
                .filter(Future::isComplete)
                .map(answer -> Client.faultOf(answer.result()))
                .toList();
        assertThat(faults).hasSizeGreaterThan(10).allMatch(fault -> fault.isEmpty() || fault.equals("draining"));
        Answer.Messages stored = (Answer.Messages) Gateway.await(gateway.ask(
                "bob",
                new Command.GetHistory(
                        io.posthouse.model.Conversation.between("ann", "bob"),
                        0,
                        0,
                        "",
                        100,
                        true,
                        java.util.Set.of())));
        long answered = faults.stream().filter(String::isEmpty).count();
        assertThat(stored.messages().size()).isGreaterThanOrEqualTo((int) Math.min(100, answered));
    }

    @Test
    void nobodyIsLeftOnline() {
        gateway.login("ann", "a1");
        gateway.login("bob", "b1");

        Gateway.await(gateway.drain());

        for (String account : List.of("ann", "bob")) {
            Answer.Devices devices =
                    (Answer.Devices) Gateway.await(gateway.ask(account, new Command.FindDevices(account)));
            assertThat(devices.devices()).isEmpty();
        }
        assertThat(gateway.commons().residents().size()).isZero();
        assertThat(gateway.commons().connections()).isZero();
    }

    @Test
    void aClientThatDoesNotAnswerTheCloseDoesNotHoldTheStopUp() {
        Client deaf = gateway.login("ann", "a1");
        deaf.pause();

        Gateway.await(gateway.drain());

        assertThat(gateway.commons().residents().size()).isZero();
    }
}
