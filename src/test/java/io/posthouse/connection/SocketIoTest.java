package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.LimitsConfig;
import io.posthouse.http.Http;
import io.posthouse.http.WireClient;
import io.posthouse.protocol.json.JsonProtocol;
import io.posthouse.protocol.socketio.Origins;
import io.posthouse.protocol.socketio.SocketIoProtocol;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshake, socket and frames of socket.io 0.9 over real sockets, around the native protocol as the wire inside. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SocketIoTest {
    private static final String NOT_HANDSHAKEN = "7:::1+0";
    private static final Duration TICKET_LIFE = Duration.ofSeconds(30);

    private @Nullable Gateway gateway;
    private @Nullable Gateway other;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop();
        }
        if (other != null) {
            other.stop();
        }
    }

    @Test
    void theHandshakeGivesAnIdAndTheTermsAndTheSocketBeginsWithConnected(Vertx vertx, TestRedis redis)
            throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();

        HttpResponse<String> answer = Http.get(port, "/socket.io/1/?t=1790000000000");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("[A-Za-z0-9_-]{52}:60:60:websocket");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        try (WireClient client = open(vertx, port, idIn(answer))) {
            assertThat(client.next()).isEqualTo("1::");
        }
    }

    @Test
    void messagesAreFramedInBothDirectionsAndAcknowledgedIfTheClientWants(Vertx vertx, TestRedis redis)
            throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();

        try (WireClient ann = login(vertx, port, "ann");
                WireClient bob = login(vertx, port, "bob")) {
            ann.write("3:7::" + Client.sendFrame("bob", "a:b::c", "c1").put("id", 2));

            assertThat(ann.next()).isEqualTo("6:::7");
            assertThat(ann.next()).startsWith("3:::{\"id\":2,\"ok\":");
            assertThat(bob.next()).startsWith("3:::{\"on\":\"msg\"").contains("a:b::c");
        }
    }

    @Test
    void anIdIsGoodForOneSocketOverAllNodes(Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();
        Vertx theirs = Vertx.vertx();
        try {
            other = Gateway.start(theirs, redis, Settings.defaults(), () -> wire(List.of(), TICKET_LIFE));
            int otherPort = other.port();
            String id = idFrom(port);

            try (WireClient elsewhere = open(vertx, otherPort, id)) {
                assertThat(elsewhere.next()).isEqualTo("1::");
            }
            assertRefused(vertx, otherPort, id);
            assertRefused(vertx, port, id);
        } finally {
            stop();
            gateway = null;
            other = null;
            Gateway.await(theirs.close());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a%00b", "%F0%9F%92%A5"})
    void aGuessedIdIsRefused(String id, Vertx vertx, TestRedis redis) throws Exception {
        assertRefused(vertx, start(vertx, redis, LimitsConfig.DEFAULT).port(), id);
    }

    @Test
    void anIdOfYesterdayIsRefused(Vertx vertx, TestRedis redis) throws Exception {
        gateway = Gateway.start(vertx, redis, Settings.defaults(), () -> wire(List.of(), Duration.ofMillis(1)));
        String id = idFrom(gateway.port());
        vertx.timer(20, TimeUnit.MILLISECONDS).await(5, TimeUnit.SECONDS);

        assertRefused(vertx, gateway.port(), id);
    }

    @Test
    void theGatewayBeatsAndWhoAnswersStaysAndWhoDoesNotIsClosed(Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, Settings.limits(l -> l.idleTimeout(Duration.ofSeconds(3))))
                .port();

        try (WireClient answering = login(vertx, port, "ann");
                WireClient silent = login(vertx, port, "bob")) {
            for (int beats = 0; beats < 5; beats++) {
                assertThat(answering.next()).isEqualTo("2::");
                answering.write("2::");
            }

            assertThat(silent.closeCode()).isEqualTo(4002);
            answering.write("3:::{\"id\":3,\"do\":\"ping\"}");
            assertThat(nextMessage(answering)).contains("\"id\":3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "3:",
                "garbage",
                "{\"id\":1}",
                "4:::{\"a\":1}",
                "5:::{\"name\":\"x\"}",
                "6:::1",
                "1::",
                "7:::0",
                "9:::",
                "3::/chat:{}",
                "1::/chat",
                "3:99999999999999999999999::{}",
                "3:::",
                "3:::{\"id\":",
                "\u0000"
            })
    void whatIsNoFrameOfThisWireClosesTheSocket(String frame, Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();

        try (WireClient client = login(vertx, port, "ann");
                WireClient bystander = login(vertx, port, "bob")) {
            client.write(frame);

            assertThat(client.closeCode()).isEqualTo(4500);
            bystander.write("3:::{\"id\":3,\"do\":\"ping\"}");
            assertThat(bystander.next()).contains("\"id\":3");
        }
    }

    @Test
    void aClientThatDisconnectsIsLetGo(Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();

        try (WireClient client = login(vertx, port, "ann")) {
            client.write("8::");
            client.write("0::");

            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void oneSocketTooManyIsClosedBeforeItIsConnected(Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, Settings.limits(l -> l.perAddressMax(1))).port();

        try (WireClient first = login(vertx, port, "ann");
                WireClient second = open(vertx, port, idFrom(port))) {
            assertThat(second.closeCode()).isEqualTo(4004);
            assertThat(second.isQuiet()).isTrue();
            assertThat(first.isQuiet()).isTrue();
        }
    }

    @Test
    void theSocketsAddressIsForSocketsOnly(Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();

        HttpResponse<String> refused = Http.get(port, "/socket.io/1/websocket/" + idFrom(port));
        assertThat(refused.statusCode()).isEqualTo(426);
        assertThat(refused.headers().map())
                .as("on " + refused.version() + ", which has no such header (RFC 9113, 8.2.2)")
                .doesNotContainKey("upgrade");
        assertThat(Http.ask("POST", port, "/socket.io/1/").statusCode()).isEqualTo(405);
    }

    @Test
    void everyPageMayShakeHandsUnlessOriginsAreListed(Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();

        for (String origin : List.of("https://app.example.com", "null", "capacitor://localhost", "file://")) {
            HttpResponse<String> answer = Http.get(port, "/socket.io/1/", "Origin", origin);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .contains(origin);
            assertThat(answer.headers().firstValue("access-control-allow-credentials"))
                    .contains("true");
            assertThat(answer.headers().firstValue("vary").orElse("")).containsIgnoringCase("origin");
        }
        try (WireClient client = WireClient.connect(
                vertx, port, false, "/socket.io/1/websocket/" + idFrom(port), "Origin", "https://app.example.com")) {
            assertThat(client.next()).isEqualTo("1::");
        }
    }

    @Test
    void anOriginThatIsNotListedGetsNeitherHandshakeNorSocket(Vertx vertx, TestRedis redis) throws Exception {
        List<String> origins = List.of("https://app.example.com");
        gateway = Gateway.start(vertx, redis, Settings.defaults(), () -> wire(origins, TICKET_LIFE));
        int port = gateway.port();

        for (String foreign :
                List.of("https://app.example.com.evil.net", "http://app.example.com", "null", "https://")) {
            HttpResponse<String> refused = Http.get(port, "/socket.io/1/", "Origin", foreign);
            assertThat(refused.statusCode()).as(foreign).isEqualTo(403);
            assertThat(refused.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
        }
        assertThat(Http.get(port, "/socket.io/1/", "Origin", "https://app.example.com")
                        .statusCode())
                .isEqualTo(200);
        String path = "/socket.io/1/websocket/" + idFrom(port);
        assertThat(upgradeStatus(vertx, port, path, "https://evil.net")).isEqualTo(403);
    }

    @Test
    void aPreflightIsAnsweredWithoutAnId(Vertx vertx, TestRedis redis) throws Exception {
        int port = start(vertx, redis, LimitsConfig.DEFAULT).port();

        HttpResponse<String> answer = Http.ask(
                "OPTIONS",
                port,
                "/socket.io/1/",
                "Origin",
                "https://app.example.com",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "content-type");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("access-control-allow-headers")).contains("content-type");
        assertThat(answer.headers().firstValue("access-control-allow-methods")).contains("GET");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aHostsServerShakesHandsToo(Vertx vertx, TestRedis redis) throws Exception {
        Gateway started = start(vertx, redis, LimitsConfig.DEFAULT);
        Router router = Router.router(vertx);
        new HostMount(started.commons(), new Wires(List.of(() -> wire(List.of(), TICKET_LIFE)), List.of(), false))
                .mount(router);
        HttpServer server =
                Gateway.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));

        try (WireClient client = open(vertx, server.actualPort(), idFrom(server.actualPort()))) {
            assertThat(client.next()).isEqualTo("1::");
            Gateway.await(started.drain());
            assertThat(Http.get(server.actualPort(), "/socket.io/1/").statusCode())
                    .isEqualTo(503);
        } finally {
            Gateway.await(server.close());
        }
    }

    private Gateway start(Vertx vertx, TestRedis redis, LimitsConfig limits) {
        Gateway started = Gateway.start(vertx, redis, Settings.with(limits), () -> wire(List.of(), TICKET_LIFE));
        gateway = started;
        started.account("ann", "bob");
        return started;
    }

    private static SocketIoProtocol wire(List<String> origins, Duration life) {
        return new SocketIoProtocol(new JsonProtocol(LimitsConfig.DEFAULT), new Origins(origins), life);
    }

    private static String idFrom(int port) throws Exception {
        return idIn(Http.get(port, "/socket.io/1/?t=1"));
    }

    private static String idIn(HttpResponse<String> handshake) {
        return handshake.body().substring(0, handshake.body().indexOf(':'));
    }

    private static WireClient open(Vertx vertx, int port, String id) throws Exception {
        return WireClient.connect(vertx, port, false, "/socket.io/1/websocket/" + id);
    }

    private static WireClient login(Vertx vertx, int port, String account) throws Exception {
        WireClient client = open(vertx, port, idFrom(port));
        assertThat(client.next()).isEqualTo("1::");
        JsonObject login =
                Client.loginFrame(account, Gateway.TOKEN, "d-" + account).put("id", 1);
        client.write("3:::" + login);
        while (!client.next().contains("\"synced\"")) {
            // What comes before is of no interest.
        }
        return client;
    }

    private static String nextMessage(WireClient client) throws InterruptedException {
        String frame = client.next();
        return frame.equals("2::") ? nextMessage(client) : frame;
    }

    private static void assertRefused(Vertx vertx, int port, String id) throws Exception {
        try (WireClient client = open(vertx, port, id)) {
            assertThat(client.next()).isEqualTo(NOT_HANDSHAKEN);
            assertThat(client.closeCode()).isEqualTo(4501);
            assertThat(client.isQuiet()).isTrue();
        }
    }

    private static int upgradeStatus(Vertx vertx, int port, String path, String origin) throws Exception {
        try {
            WireClient.connect(vertx, port, false, path, "Origin", origin).close();
            return 101;
        } catch (UpgradeRejectedException refused) {
            return refused.getStatus();
        }
    }
}
