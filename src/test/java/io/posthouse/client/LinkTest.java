package io.posthouse.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthouse.model.Answer;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client keeps its line: against a server that does on demand what a gateway does when it must. */
class LinkTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonObject> logins = new LinkedBlockingQueue<>();
    private @Nullable ScriptedGateway gateway;
    private @Nullable Clients clients;

    @BeforeEach
    void start() throws Exception {
        gateway = new ScriptedGateway(vertx);
        clients = Clients.on(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        clients().close().await(10, SECONDS);
        vertx.close().await(10, SECONDS);
    }

    @Test
    void manyArrivalsAreAcknowledgedInOneFrameUpToTheLast() throws Exception {
        connect(options()
                .timing(Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofSeconds(5)));
        ServerWebSocket socket = gateway().socket();

        for (int i = 1; i <= 30; i++) {
            socket.writeTextMessage(ScriptedGateway.msg(i, 1_000 + i));
        }

        assertThat(gateway().hear("ack").getJsonObject("marks")).isEqualTo(new JsonObject().put("p2p-bob", 1_030));
        assertThat(gateway().heardMore("ack")).isZero();
    }

    @Test
    void withoutADelayEachArrivalIsAcknowledgedAtOnce() throws Exception {
        connect(options().timing(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofSeconds(2)));
        ServerWebSocket socket = gateway().socket();

        socket.writeTextMessage(ScriptedGateway.offline(1, 1_001));
        socket.writeTextMessage(ScriptedGateway.msg(2, 1_002));

        assertThat(gateway().hear("ack").getJsonObject("marks").getLong("p2p-bob"))
                .isEqualTo(1_001);
        assertThat(gateway().hear("ack").getJsonObject("marks").getLong("p2p-bob"))
                .isEqualTo(1_002);
    }

    @Test
    void nothingIsAcknowledgedIfThatIsSwitchedOff() throws Exception {
        PosthouseClient ann = connect(options().withoutAcknowledging());
        gateway().socket().writeTextMessage(ScriptedGateway.msg(1, 1_001));
        assertThat(told.poll(5, SECONDS)).isEqualTo("msg 1");

        ann.acknowledge("p2p-bob", 77);

        assertThat(gateway().hear("ack").getJsonObject("marks").getLong("p2p-bob"))
                .isEqualTo(77);
    }

    @Test
    void aDroppedLineIsTakenUpAgainFromWhereItWas() throws Exception {
        connect(options());
        JsonObject first = gateway().hear("login");
        assertThat(first.getLong("since")).isZero();

        gateway().socket().close((short) 4000);

        assertThat(told.poll(5, SECONDS)).isEqualTo("disconnected 4000");
        JsonObject second = gateway().hear("login");
        assertThat(second.getLong("since")).isEqualTo(700);
        assertThat(second.getLong("changes")).isEqualTo(3);
        assertThat(second.getString("epoch")).isEqualTo("e1");
    }

    @Test
    void aHeartbeatsAnswerMovesWhereItIsTakenUp() throws Exception {
        gateway().heartbeat(100, true);
        connect(options());
        gateway().hear("ping");
        gateway().hear("ping");

        gateway().socket().close((short) 4001);

        JsonObject again = gateway().hear("login");
        assertThat(again.getLong("since")).isEqualTo(900);
        assertThat(again.getLong("changes")).isEqualTo(4);
    }

    @Test
    void aLeavingNodeIsLeftAloneForAsLongAsItAsked() throws Exception {
        connect(options());
        ServerWebSocket socket = gateway().socket();

        socket.writeTextMessage("{\"on\":\"reconnect\",\"delayMillis\":300}");
        socket.close((short) 4000);

        assertThat(told.poll(5, SECONDS)).isEqualTo("disconnected 4000");
        String waiting = told.poll(5, SECONDS);
        assertThat(waiting).startsWith("waits ");
        assertThat(Long.parseLong(waiting.substring(6))).isGreaterThanOrEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 4500, 4501, 4502, 4999})
    void aCloseForGoodIsForGood(int code) throws Exception {
        PosthouseClient ann = connect(options());

        gateway().socket().close((short) code);

        assertThat(told.poll(5, SECONDS)).isEqualTo("disconnected " + code);
        assertThat(ann.isOnline()).isFalse();
        assertThat(told).as("no word of coming back").isEmpty();
    }

    @Test
    void aRequestThatIsNotAnsweredFailsInTime() throws Exception {
        PosthouseClient ann = connect(options()
                .timing(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200)));

        ClientException late = catchThrowableOfType(
                ClientException.class, () -> ann.sendText("bob", "hello").await(5, SECONDS));

        assertThat(late.code()).isEqualTo(ClientException.NO_ANSWER);
        assertThat(late.message()).extracting(ChatMessage::status).isEqualTo(MessageStatus.SEND_FAILED);
    }

    @Test
    void aResendKeepsTheIdClientAndSaysThatItIsOne() throws Exception {
        PosthouseClient ann = connect(options());
        ann.sendText("bob", "hello");
        JsonObject first = gateway().hear("send").getJsonObject("msg");
        gateway().socket().close((short) 4000);
        logins.take();
        logins.take();

        ann.resend(new WireReader("ann").message(first));

        JsonObject second = gateway().hear("send").getJsonObject("msg");
        assertThat(second.getString("idClient")).isEqualTo(first.getString("idClient"));
        assertThat(second.getJsonObject("setting").getBoolean("resendFlag")).isTrue();
    }

    @Test
    void aTeamWhoseMakingIsNotAnsweredIsAskedForAgainUnderTheSameId() throws Exception {
        PosthouseClient ann = connect(options()
                .timing(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200)));

        Future<?> made = ann.teams().create(Scene.TEAM, Map.of(TeamField.NAME, "Hikers"), List.of("bob"));

        JsonObject first = gateway().hear("createTeam");
        JsonObject second = gateway().hear("createTeam");
        assertThat(first.getString("idClient")).hasSize(32);
        assertThat(second.getLong("id")).isNotEqualTo(first.getLong("id"));
        assertThat(second.put("id", 0)).isEqualTo(first.copy().put("id", 0));
        gateway().hear("createTeam");
        ClientException late = catchThrowableOfType(ClientException.class, () -> made.await(5, SECONDS));
        assertThat(late.code()).isEqualTo(ClientException.NO_ANSWER);
        assertThat(gateway().heardMore("createTeam")).as("not for ever").isZero();
    }

    @Test
    void aTeamWhoseMakingALineTookWithItIsAskedForOnTheNextOne() throws Exception {
        PosthouseClient ann = connect(options());
        Future<Answer.TeamMade> made = ann.teams().create(Scene.TEAM, Map.of(TeamField.NAME, "Hikers"), List.of("bob"));
        JsonObject first = gateway().hear("createTeam");

        gateway().socket().close((short) 4000);

        JsonObject second = gateway().hear("createTeam");
        assertThat(second.getString("idClient")).isEqualTo(first.getString("idClient"));
        JsonObject team =
                new JsonObject().put("scene", "team").put("teamId", "7").put("owner", "ann");
        gateway()
                .socket()
                .writeTextMessage(new JsonObject()
                        .put("id", second.getLong("id"))
                        .put("ok", new JsonObject().put("team", team))
                        .encode());
        assertThat(made.await(5, SECONDS).team().id().id()).isEqualTo("7");
    }

    @Test
    void aClientThatIsClosedWaitsForNoLine() throws Exception {
        PosthouseClient ann = connect(
                options().timing(Duration.ofMillis(50), Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(5)));
        Future<?> made = ann.teams().create(Scene.TEAM, Map.of(TeamField.NAME, "Hikers"), List.of());
        gateway().hear("createTeam");
        gateway().socket().close((short) 4000);
        assertThat(told.poll(5, SECONDS)).isEqualTo("disconnected 4000");

        ann.vanish().await(5, SECONDS);

        ClientException down = catchThrowableOfType(ClientException.class, () -> made.await(5, SECONDS));
        assertThat(down.code()).isEqualTo(ClientException.NO_ANSWER);
    }

    @Test
    void whatIsUnknownOrBrokenIsIgnored() throws Exception {
        connect(options());
        ServerWebSocket socket = gateway().socket();

        socket.writeTextMessage("{\"on\":\"somethingNew\",\"x\":[1]}");
        socket.writeTextMessage("{\"id\":424242,\"ok\":{}}");
        socket.writeTextMessage(ScriptedGateway.msg(1, 1_001).replace("\"Web\"", "\"Fridge\""));

        assertThat(told.poll(5, SECONDS)).isEqualTo("msg 1");
    }

    @Test
    void aClientThatWasClosedStaysAway() throws Exception {
        PosthouseClient ann = connect(options());
        gateway().socket();

        ann.vanish().await(5, SECONDS);

        ClientException down = catchThrowableOfType(
                ClientException.class, () -> ann.sendText("bob", "x").await(5, SECONDS));
        assertThat(down.code()).isEqualTo(ClientException.NO_ANSWER);
        assertThat(ann.isOnline()).isFalse();
    }

    private PosthouseClient connect(ClientOptions options) throws Exception {
        PosthouseClient client = clients().client(options);
        client.on(new Listener() {
            @Override
            public void msg(PosthouseClient self, ChatMessage msg) {
                told.add("msg " + msg.seq());
            }

            @Override
            public void loggedIn(PosthouseClient self, JsonObject login) {
                logins.add(login);
            }

            @Override
            public void disconnected(PosthouseClient self, int code) {
                told.add("disconnected " + code);
            }

            @Override
            public void willReconnect(PosthouseClient self, long delayMillis) {
                told.add("waits " + delayMillis);
            }
        });
        client.connect().await(5, SECONDS);
        return client;
    }

    private ClientOptions options() {
        return ClientOptions.of("127.0.0.1", gateway().port(), "ann", "token")
                .timing(Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofSeconds(5));
    }

    private ScriptedGateway gateway() {
        if (gateway == null) {
            throw new IllegalStateException("not started");
        }
        return gateway;
    }

    private Clients clients() {
        if (clients == null) {
            throw new IllegalStateException("not started");
        }
        return clients;
    }
}
