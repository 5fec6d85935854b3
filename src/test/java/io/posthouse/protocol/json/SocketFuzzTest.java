package io.posthouse.protocol.json;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.config.LimitsConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hostile frames and handshakes through real sockets against a whole gateway, while two others go on chatting. How many is
 * set by {@code -Dposthouse.fuzz.sockets}, the seed by {@code -Dposthouse.fuzz.seed}.
 */
class SocketFuzzTest {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFuzzTest.class);
    private static final int COUNT = Integer.getInteger("posthouse.fuzz.sockets", 3_000);
    private static final int BATCH = 50;
    private static final int AT_ONCE = 50;
    private static final long SIGN_MILLIS = 100;
    private static final long GROWTH_BYTES_MAX = 48L * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger disconnections = new AtomicInteger();
    private final BlockingQueue<String> bobHears = new LinkedBlockingQueue<>();

    @TempDir
    private Path data;

    private Gateway gateway;
    private Clients clients;
    private PosthouseClient ann;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(data, Settings.limits(SocketFuzzTest::patient));
        clients = Clients.on(vertx);
        for (String account : List.of("ann.witness", "bob.witness", "eve")) {
            gateway.account(account);
        }
        ann = witness("ann.witness");
        witness("bob.witness");
    }

    @AfterEach
    void stop() throws Exception {
        try {
            clients.close().await(10, SECONDS);
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    /** Rates and the count of errors stay out of the way: they have tests of their own. */
    private static LimitsConfig patient(LimitsConfig limits) {
        return new LimitsConfig(
                limits.bodyCharsMax(),
                limits.attachBytesMax(),
                limits.extBytesMax(),
                limits.frameBytesMax(),
                100_000,
                100_000,
                100_000,
                100_000,
                limits.connectionsMax(),
                limits.connectionsPerAccountMax(),
                limits.connectionsMax(),
                limits.loginTimeout(),
                limits.idleTimeout(),
                limits.queueBytesMax(),
                limits.queueTimeout(),
                limits.inFlightMax(),
                1_000_000_000,
                limits.pageMax(),
                limits.searchEntriesMax(),
                limits.relationsMax(),
                limits.stickTopsMax(),
                limits.devicesMax(),
                limits.changesMax(),
                limits.friendsMax(),
                limits.friendApplicationsMax());
    }

    private PosthouseClient witness(String account) throws Exception {
        PosthouseClient client =
                clients.client(ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account));
        client.on(new Listener() {
            @Override
            public void msg(PosthouseClient self, ChatMessage msg) {
                bobHears.add(String.valueOf(msg.body()));
            }

            @Override
            public void disconnected(PosthouseClient self, int code) {
                disconnections.incrementAndGet();
            }
        });
        client.connect().await(10, SECONDS);
        return client;
    }

    @Test
    void hostileFramesHurtNobodyElse() throws Exception {
        Mutator mutator = new Mutator(Recordings.clientFrames(), FuzzTest.SEED);
        LOG.warn("Fuzzing sockets seed={} frames={}", FuzzTest.SEED, COUNT);
        List<String> requests = new ArrayList<>();
        List<String> noise = new ArrayList<>();
        long before = 0;

        for (int i = 0; i < COUNT; i++) {
            String frame = mutator.next();
            (Json.findId(frame) == Json.NO_FRAME ? noise : requests).add(frame);
            if (requests.size() >= BATCH) {
                sayOnOneLine(requests);
                requests.clear();
            }
            if (noise.size() >= BATCH) {
                sayOnALineEach(noise);
                noise.clear();
                witnessesStillChat();
            }
            before = i == COUNT / 3 ? usedBytes() : before;
        }

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
        assertThat(disconnections).as("connections of others that were closed").hasValue(0);
        assertThat(usedBytes() - before).as("growth of the heap").isLessThan(GROWTH_BYTES_MAX);
    }

    private void sayOnOneLine(List<String> frames) throws Exception {
        // A valid logout or a frame past the limit ends the line, as it should: not what is counted here.
        List<String> lasting = frames.stream()
                .filter(frame -> !frame.contains("logout") && frame.length() < 20_000)
                .toList();
        Offender eve = Offender.connect(clients, gateway.port());
        eve.login("eve");
        eve.sayAll(lasting);
        eve.leave();
    }

    private void sayOnALineEach(List<String> frames) throws Exception {
        for (String frame : frames) {
            Offender stranger = Offender.connect(clients, gateway.port());
            assertThat(stranger.sayLast(frame))
                    .as("the close code after %s", frame)
                    .isEqualTo(Spelling.NO_FRAME);
        }
    }

    @Test
    void hostileHandshakesHurtNobodyElse() throws Exception {
        Handshakes handshakes = new Handshakes(FuzzTest.SEED);
        LOG.warn("Fuzzing sockets seed={} handshakes={}", FuzzTest.SEED, COUNT);
        NetClient net = vertx.createNetClient();

        for (int i = 0; i < COUNT; i += AT_ONCE) {
            List<Future<Void>> shaken = new ArrayList<>();
            for (int k = 0; k < AT_ONCE; k++) {
                shaken.add(shake(net, handshakes));
            }
            Future.join(shaken).await(20, SECONDS);
            if (i % 1_000 == 0) {
                witnessesStillChat();
            }
        }

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
        assertThat(disconnections).as("connections of others that were closed").hasValue(0);
    }

    /** Says it, waits for the first sign of the gateway, or a little, and goes. */
    private Future<Void> shake(NetClient net, Handshakes handshakes) {
        Promise<Void> done = Promise.promise();
        net.connect(gateway.port(), "127.0.0.1").onFailure(done::fail).onSuccess(socket -> {
            long timer = vertx.setTimer(SIGN_MILLIS, late -> done.tryComplete());
            socket.handler(said -> done.tryComplete());
            socket.closeHandler(closed -> done.tryComplete());
            socket.exceptionHandler(broken -> done.tryComplete());
            socket.write(handshakes.next());
            done.future().onComplete(over -> leave(socket, timer));
        });
        return done.future();
    }

    private void leave(NetSocket socket, long timer) {
        vertx.cancelTimer(timer);
        socket.close();
    }

    private void witnessesStillChat() throws Exception {
        String body = "still here " + System.nanoTime();
        ann.sendText("bob.witness", body).await(10, SECONDS);
        assertThat(bobHears.poll(10, SECONDS)).isEqualTo(body);
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
