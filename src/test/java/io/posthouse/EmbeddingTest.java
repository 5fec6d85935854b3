package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.BusCodec;
import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.config.StartupException;
import io.posthouse.http.Http;
import io.posthouse.model.Answer;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host app runs the gateway inside its own Vert.x, on its own HTTP server, and is left as it was. */
class EmbeddingTest {
    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Posthouse> started = new ArrayList<>();

    @TempDir
    Path directory;

    private HttpServer server;
    private Clients clients;

    @BeforeEach
    void startTheHost() throws Exception {
        router.get("/hello").handler(context -> context.end("hello from the host"));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
        clients = Clients.on(vertx);
        meters.counter("host.orders");
    }

    @AfterEach
    void stopTheHost() throws Exception {
        for (Posthouse posthouse : started) {
            posthouse.stop().await(20, SECONDS);
        }
        vertx.close().await(20, SECONDS);
    }

    @Test
    void clientsOfAMountedGatewayLogInWithTheHostsFunctionAndChat() throws Exception {
        Posthouse posthouse = start();
        BlockingQueue<ChatMessage> heard = new LinkedBlockingQueue<>();
        PosthouseClient ann = connect("ann", "secret of ann", heard);
        PosthouseClient bob = connect("bob", "secret of bob", new LinkedBlockingQueue<>());

        bob.sendText("ann", "on the host's own port").await(5, SECONDS);

        assertThat(heard.poll(5, SECONDS)).extracting(ChatMessage::body).isEqualTo("on the host's own port");
        assertThatThrownBy(() -> connect("cleo", "secret of ann", new LinkedBlockingQueue<>()))
                .as("A1: the host's function said no")
                .hasMessageContaining(Fault.UNAUTHENTICATED.text());
        assertThat(get("/hello")).isEqualTo("200 hello from the host");
        assertThat(get("/")).startsWith("200 <!doctype html>");
        assertThat(posthouse.port()).as("the gateway has no port of its own").isZero();
        ann.disconnect().await(5, SECONDS);
    }

    @Test
    void theHostSendsAndListensInJava() throws Exception {
        Posthouse posthouse = start();
        BlockingQueue<ChatMessage> heard = new LinkedBlockingQueue<>();
        PosthouseClient ann = connect("ann", "secret of ann", heard);
        BlockingQueue<Message> stored = new LinkedBlockingQueue<>();
        posthouse.createAccount("shop", "token of the shop", "Shop").await(5, SECONDS);
        Listening listening = posthouse.listen(stored::add);

        Answer.Sent sent =
                posthouse.send("shop", text("ann", "your parcel is here", "p1")).await(5, SECONDS);
        Answer.Sent again =
                posthouse.send("shop", text("ann", "your parcel is here", "p1")).await(5, SECONDS);
        ChatMessage reply = ann.sendText("shop", "thanks").await(5, SECONDS);

        assertThat(heard.poll(5, SECONDS)).extracting(ChatMessage::body).isEqualTo("your parcel is here");
        assertThat(again.message().idServer()).as("S2").isEqualTo(sent.message().idServer());
        assertThat(stored.poll(5, SECONDS))
                .extracting(Message::idServer)
                .isEqualTo(sent.message().idServer());
        assertThat(stored.poll(5, SECONDS)).extracting(Message::idServer).isEqualTo(reply.idServer());

        listening.close();
        ann.sendText("shop", "nobody listens").await(5, SECONDS);
        posthouse.send("shop", text("ann", "nobody listens", "p2")).await(5, SECONDS);
        assertThat(stored).isEmpty();
        posthouse.stop().await(20, SECONDS);
    }

    @Test
    void theHostSendsAndListensOverTheBus() throws Exception {
        Posthouse posthouse = start();
        BlockingQueue<ChatMessage> heard = new LinkedBlockingQueue<>();
        PosthouseClient ann = connect("ann", "secret of ann", heard);
        BlockingQueue<JsonObject> stored = new LinkedBlockingQueue<>();
        vertx.eventBus().<JsonObject>consumer("shop.chat", event -> stored.add(event.body()));
        posthouse.createAccount("shop", "token of the shop", null).await(5, SECONDS);
        ask(new JsonObject().put("v", 1).put("do", "listen").put("address", "shop.chat"));

        JsonObject message = new JsonObject()
                .put("scene", "p2p")
                .put("to", "ann")
                .put("type", "text")
                .put("body", "over the bus")
                .put("idClient", "b1");
        JsonObject answer = ask(
                new JsonObject().put("v", 1).put("as", "shop").put("do", "send").put("msg", message));

        assertThat(answer.getJsonObject("ok").getJsonObject("msg").getString("from"))
                .isEqualTo("shop");
        assertThat(heard.poll(5, SECONDS)).extracting(ChatMessage::body).isEqualTo("over the bus");
        JsonObject event = stored.poll(5, SECONDS);
        assertThat(event).as("what was stored is published").isNotNull();
        assertThat(event.getJsonObject("msg").getString("body")).isEqualTo("over the bus");
        assertThat(faultOf(new JsonObject().put("v", 1).put("as", "shop").put("do", "sing")))
                .isEqualTo(Fault.UNKNOWN_COMMAND);
        assertThat(faultOf(new JsonObject().put("v", 1).put("as", "no account").put("do", "devices")))
                .isEqualTo(Fault.INVALID);
        assertThat(faultOf(new JsonObject().put("v", 2).put("as", "shop").put("do", "devices")))
                .isEqualTo(Fault.MALFORMED);
        ask(new JsonObject().put("v", 1).put("do", "unlisten").put("address", "shop.chat"));
        ann.sendText("shop", "nobody listens").await(5, SECONDS);
        assertThat(stored).isEmpty();
        posthouse.stop().await(20, SECONDS);
    }

    @Test
    void theHostIsHeldToTheSameLimits() throws Exception {
        Posthouse posthouse = start();
        posthouse.createAccount("shop", "token of the shop", null).await(5, SECONDS);

        assertThatThrownBy(() -> posthouse
                        .send("shop", text("ann", "x".repeat(5_001), "p1"))
                        .await(5, SECONDS))
                .as("M4")
                .isInstanceOfSatisfying(FaultException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(Fault.BODY_TOO_LONG));
        posthouse.stop().await(20, SECONDS);
    }

    @Test
    void aStoppedGatewayLeavesTheHostAsItWas() throws Exception {
        Set<String> threads = threads();
        Set<String> deployments = vertx.deploymentIDs();
        Posthouse posthouse = start();
        connect("ann", "secret of ann", new LinkedBlockingQueue<>());
        int managementPort = posthouse.managementPort();
        assertThat(vertx.deploymentIDs()).hasSizeGreaterThan(deployments.size());
        ProcessHandle redis = redis();
        assertThat(redis.isAlive()).as("an embedded Redis").isTrue();

        posthouse.stop().await(20, SECONDS);

        assertThat(vertx.deploymentIDs()).isEqualTo(deployments);
        assertThat(redis.isAlive()).as("its Redis runs on").isFalse();
        assertThat(threads()).as("no thread is left").isSubsetOf(threads);
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("host.orders");
        assertThatThrownBy(() ->
                        ask(new JsonObject().put("v", 1).put("do", "devices").put("as", "ann")))
                .isInstanceOfSatisfying(ReplyException.class, none -> assertThat(none.failureType())
                        .isEqualTo(ReplyFailure.NO_HANDLERS));
        vertx.eventBus().registerCodec(new BusCodec());
        vertx.eventBus().unregisterCodec(BusCodec.NAME);
        new ServerSocket(managementPort, 1, java.net.InetAddress.getLoopbackAddress()).close();
        assertThat(get("/ws")).startsWith("404");
        assertThat(get("/hello")).isEqualTo("200 hello from the host");
        assertThat(posthouse.stop().await(5, SECONDS)).as("a second stop").isNull();
    }

    @Test
    void whatWasSaidIsThereAfterAnotherStartInTheSameVertx() throws Exception {
        Posthouse first = start();
        first.createAccount("shop", "token of the shop", null).await(5, SECONDS);
        first.send("shop", text("ann", "remember me", "p1")).await(5, SECONDS);
        first.stop().await(20, SECONDS);
        Posthouse second = start();

        Answer.Sent again =
                second.send("shop", text("ann", "remember me", "p1")).await(5, SECONDS);

        assertThat(again.duplicate()).as("S2 over a restart").isTrue();
        second.stop().await(20, SECONDS);
    }

    @Test
    void aFailedStartIsOneSentenceAndLeavesNothingBehind() throws Exception {
        Set<String> deployments = vertx.deploymentIDs();
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Config config = config(Map.of("POSTHOUSE_MANAGEMENT_PORT", String.valueOf(taken.getLocalPort())));

            assertThatThrownBy(() -> Posthouse.on(vertx)
                            .config(config)
                            .mountOn(router)
                            .start()
                            .await(30, SECONDS))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("The gateway cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + " (Address already in use); management.port chooses another port.");
        }

        assertThat(vertx.deploymentIDs()).isEqualTo(deployments);
        assertThat(directory.resolve("data/redis.pid")).as("its Redis runs on").doesNotExist();
        assertThat(get("/ws")).startsWith("404");
        start().stop().await(20, SECONDS);
    }

    @Test
    void oneVertxRunsOneGateway() throws Exception {
        Posthouse first = start();

        assertThatThrownBy(() -> start()).isInstanceOf(StartupException.class).hasMessageContaining("already");

        first.createAccount("shop", "token of the shop", null).await(5, SECONDS);
        first.stop().await(20, SECONDS);
    }

    private Posthouse start() throws Exception {
        Posthouse posthouse = Posthouse.on(vertx)
                .config(config(Map.of()))
                .authenticator((account, token, deviceId, clientType) ->
                        Future.succeededFuture(token.equals("secret of " + account)))
                .meters(meters)
                .mountOn(router)
                .start()
                .await(30, SECONDS);
        started.add(posthouse);
        return posthouse;
    }

    private Config config(Map<String, String> more) {
        Map<String, String> settings = new java.util.HashMap<>(Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.resolve("data").toString(),
                "POSTHOUSE_MANAGEMENT_PORT", "0",
                "POSTHOUSE_SERVER_DRAIN", "PT1S",
                "POSTHOUSE_STORE_DURABILITY", "memory"));
        settings.putAll(more);
        return ConfigReader.read(null, settings, Set.of()).config();
    }

    private PosthouseClient connect(String account, String token, BlockingQueue<ChatMessage> heard) throws Exception {
        PosthouseClient client = clients.client(ClientOptions.of("127.0.0.1", server.actualPort(), account, token)
                .withoutReconnecting());
        client.on(new Listener() {
            @Override
            public void msg(PosthouseClient at, ChatMessage msg) {
                heard.add(msg);
            }
        });
        client.connect().await(5, SECONDS);
        return client;
    }

    private static Draft text(String to, String body, String idClient) {
        return Draft.of(Scene.P2P, to, MessageType.TEXT, body, null, idClient);
    }

    private JsonObject ask(JsonObject request) throws Exception {
        return vertx.eventBus()
                .<JsonObject>request("posthouse.host", request)
                .await(5, SECONDS)
                .body();
    }

    private Fault faultOf(JsonObject request) throws Exception {
        try {
            throw new AssertionError("was not refused: " + ask(request));
        } catch (ReplyException refusal) {
            return Fault.ofCode(refusal.failureCode());
        }
    }

    private String get(String path) throws Exception {
        HttpResponse<String> response = Http.get(server.actualPort(), path);
        return response.statusCode() + " " + response.body();
    }

    /** It is nobody's child, so that a Ctrl-C does not reach it. */
    private ProcessHandle redis() throws Exception {
        String pid = Files.readString(directory.resolve("data/redis.pid")).trim();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Those that do not belong to the host's Vert.x, and no pool of the JDK that grows and shrinks by itself. */
    /** Those of the host's Vert.x and of the JDK, which it starts when they are first needed, are nobody's leftovers. */
    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (!name.matches("(vert\\.x-|ForkJoinPool\\.common|Cleaner-|HttpClient-).*|process reaper.*")) {
                names.add(name);
            }
        }
        return names;
    }
}
