package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.LimitsConfig;
import io.posthouse.it.Waiting;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every limit of a connection, one past it: coded, and nobody else is hurt. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SocketLimitsTest {
    private static final JsonObject PING = new JsonObject().put("do", "ping");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private Gateway gateway;

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void whoDoesNotLogInInTimeIsClosed(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.limits(l -> l.loginTimeout(Duration.ofMillis(300))));

        assertThat(gateway.connect().closeCode()).isEqualTo(4002);
        assertThat(gateway.count("posthouse_refusals", "fault", "LOGIN_TIMEOUT"))
                .isEqualTo(1);
    }

    @Test
    void whoIsSilentForTooLongIsClosedAndWhoSpeaksIsNot(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.limits(l -> l.idleTimeout(Duration.ofSeconds(2))));
        Client silent = gateway.login("ann", "a1");
        Client speaking = gateway.login("ann", "a2");

        while (!silent.isClosed()) {
            speaking.ok(PING);
        }

        assertThat(silent.closeCode()).isEqualTo(4002);
        speaking.ok(PING);
    }

    @Test
    void aWrongTokenAnUnknownAccountAndNoAccountAtAllAreOneFault(Vertx vertx, TestRedis redis) {
        start(vertx, redis, LimitsConfig.DEFAULT);

        for (String account : List.of("ann", "nobody", "ANN")) {
            Client client = gateway.connect();
            assertThat(client.refusal(Client.loginFrame(account, "wrong token here", "a1")))
                    .isEqualTo("unauthenticated");
            assertThat(client.closeCode()).isEqualTo(4501);
        }
        assertThat(gateway.connect().login("ANN", Gateway.TOKEN, "a1").getString("account"))
                .isEqualTo("ann");
    }

    @Test
    void beforeTheLoginNothingIsDone(Vertx vertx, TestRedis redis) {
        start(vertx, redis, LimitsConfig.DEFAULT);

        assertThat(gateway.connect().refusal(Client.sendFrame("bob", "hi", "c1")))
                .isEqualTo("not_logged_in");
    }

    @Test
    void oneAddressGetsOnlySoManyConnections(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.limits(l -> l.perAddressMax(2)));
        gateway.connect();
        Client second = gateway.connect();
        // A client is connected before its event loop has counted it.
        Waiting.until("both are counted", PATIENCE, () -> gateway.commons().connections() == 2);

        Client third = gateway.connect();
        assertThat(third.closeCode()).isEqualTo(4004);

        second.close();
        Waiting.until("one has left", PATIENCE, () -> gateway.commons().connections() == 1);
        Client fourth = gateway.connect();
        assertThat(fourth.login("ann", Gateway.TOKEN, "a1").getString("account"))
                .isEqualTo("ann");
    }

    @Test
    void oneAccountGetsOnlySoManyConnections(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.limits(l -> l.perAccountMax(2)));
        gateway.login("ann", "a1");
        gateway.login("ann", "a2");

        Client third = gateway.connect();

        assertThat(third.refusal(Client.loginFrame("ann", Gateway.TOKEN, "a3"))).isEqualTo("too_many_connections");
        assertThat(third.closeCode()).isEqualTo(4004);
    }

    @Test
    void aBinaryFrameEndsTheConnection(Vertx vertx, TestRedis redis) {
        start(vertx, redis, LimitsConfig.DEFAULT);
        Client client = gateway.login("ann", "a1");

        client.writeBinary(Buffer.buffer("hello"));

        assertThat(client.closeCode()).isEqualTo(4500);
    }

    @Test
    void aFrameOfTheLimitPassesAndALargerOneEndsTheConnection(Vertx vertx, TestRedis redis) {
        start(vertx, redis, LimitsConfig.DEFAULT);
        Client client = gateway.login("ann", "a1");
        String start = "{\"id\":1000,\"do\":\"ping\",\"pad\":\"";
        int room = 64 * 1024 - start.length() - 2;

        client.write(start + "x".repeat(room) + "\"}");
        client.ok(PING);
        client.writeLater(start + "x".repeat(room + 1) + "\"}");

        assertThat(client.closeCode()).isEqualTo(4500);
    }

    @Test
    void aFrameFarPastTheLimitEndsTheConnectionWithTheSameCode(Vertx vertx, TestRedis redis) {
        start(vertx, redis, LimitsConfig.DEFAULT);
        Client client = gateway.login("ann", "a1");

        client.writeLater("x".repeat(4 * 1024 * 1024));

        assertThat(client.closeCode()).isEqualTo(4500);
    }

    @Test
    void whatIsNoFrameEndsTheConnectionOfItsSenderAlone(Vertx vertx, TestRedis redis) {
        start(vertx, redis, LimitsConfig.DEFAULT);
        Client other = gateway.login("ann", "a1");
        Client client = gateway.login("ann", "a2");

        client.write("{nonsense");

        assertThat(client.closeCode()).isEqualTo(4500);
        other.ok(PING);
    }

    @Test
    void tooManyRefusedFramesEndTheConnection(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.limits(l -> l.errorsMax(5)));
        Client client = gateway.login("ann", "a1");

        for (int i = 0; i < 5; i++) {
            assertThat(client.refusal(new JsonObject().put("do", "dance"))).isEqualTo("unknown_command");
        }
        client.ok(PING);
        client.writeLater("{\"id\":1000,\"do\":\"dance\"}");

        assertThat(client.closeCode()).isEqualTo(4003);
    }

    @Test
    void whoSendsTooFastIsRefusedUntilTheBucketFillsAgain(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.limits(l -> l.rate(20, 10)));
        Client client = gateway.login("ann", "a1");
        List<Future<JsonObject>> answers = new ArrayList<>();

        for (int i = 0; i < 30; i++) {
            answers.add(client.ask(Client.sendFrame("bob", "m" + i, "c" + i)));
        }

        List<String> faults = answers.stream()
                .map(answer -> Client.faultOf(Gateway.await(answer)))
                .toList();
        assertThat(faults).contains("rate_limited").containsOnly("rate_limited", "");
        assertThat(faults.stream().filter(String::isEmpty).count()).isBetween(9L, 29L);
        assertThat(gateway.count("posthouse_refusals", "fault", "RATE_LIMITED")).isPositive();
    }

    @Test
    void onlySoManyCommandsWaitForTheirAnswer(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.limits(l -> l.fast().inFlightMax(2)));
        Client client = gateway.login("ann", "a1");
        List<Future<JsonObject>> answers = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            answers.add(client.ask(Client.sendFrame("bob", "m" + i, "c" + i)));
        }

        List<String> faults = answers.stream()
                .map(answer -> Client.faultOf(Gateway.await(answer)))
                .toList();
        assertThat(faults).contains("overloaded", "").containsOnly("overloaded", "");
    }

    @Test
    void aBodyPastTheLimitIsRefusedAndTheConnectionLivesOn(Vertx vertx, TestRedis redis) {
        start(vertx, redis, LimitsConfig.DEFAULT);
        Client client = gateway.login("ann", "a1");

        assertThat(client.refusal(Client.sendFrame("bob", "x".repeat(5_001), "c1")))
                .isEqualTo("body_too_long");
        assertThat(client.send("bob", "x".repeat(5_000), "c2").getString("idServer"))
                .isNotEmpty();
    }

    private void start(Vertx vertx, TestRedis redis, LimitsConfig limits) {
        gateway = Gateway.start(vertx, redis, Settings.with(limits));
        gateway.account("ann", "bob");
    }
}
