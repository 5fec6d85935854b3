package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.protocol.json.Gateway;
import io.posthouse.protocol.json.Mutator;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hostile frames of the NIM wire through real sockets against a whole gateway, while two others go on chatting. How many is set by {@code
 * -Dposthouse.fuzz.nim}, the seed by {@code -Dposthouse.fuzz.seed}.
 */
class FuzzTest {
    private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);
    private static final int FRAMES = Integer.getInteger("posthouse.fuzz.nim", 5_000);
    private static final long SEED = Long.getLong("posthouse.fuzz.seed", 20_240_315L);
    private static final int BATCH = 40;
    private static final int BATCHES_AN_ACCOUNT = 400;
    private static final int TICKETS = 50;
    private static final int TICKET_CHARS = 52;

    private static final AtomicInteger DISCONNECTIONS = new AtomicInteger();
    private static final BlockingQueue<String> BOB_HEARS = new LinkedBlockingQueue<>();

    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;
    private static PosthouseClient ann;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data, Recordings::generous);
        clients = Clients.on(vertx);
        for (String account : List.of("ann.witness", "bob.witness", "eve")) {
            gateway.account(account);
        }
        ann = witness("ann.witness");
        witness("bob.witness");
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, SECONDS);
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    private static PosthouseClient witness(String account) throws Exception {
        PosthouseClient client =
                clients.client(ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account));
        client.on(new Listener() {
            @Override
            public void msg(PosthouseClient self, ChatMessage msg) {
                BOB_HEARS.add(String.valueOf(msg.body()));
            }

            @Override
            public void disconnected(PosthouseClient self, int code) {
                DISCONNECTIONS.incrementAndGet();
            }
        });
        client.connect().await(10, SECONDS);
        return client;
    }

    @Test
    void hostilePacketsGetACodeAndHurtNobodyElse() throws Exception {
        Mutator mutator = new Mutator(Recordings.clientPackets(), SEED);
        LOG.warn("Fuzzing the NIM wire seed={} packets={}", SEED, FRAMES);
        List<String> requests = new ArrayList<>();
        int answered = 0;
        int batches = 0;

        for (int i = 0; i < FRAMES; i++) {
            String packet = mutator.next();
            if (lasts(packet)) {
                requests.add("3:::" + packet);
            }
            if (requests.size() >= BATCH) {
                Mallory.Heard heard = Mallory.come(clients, gateway.port(), batches % 8 > 0 ? hostile(batches) : "")
                        .sayAll(requests);
                assertThat(heard.faults()).as("faults of ours, of %s", requests).isEmpty();
                assertThat(heard.isClosed())
                        .as("whether %s closed the socket", requests)
                        .isFalse();
                answered += heard.answers();
                requests.clear();
                if (batches++ % 100 == 0) {
                    witnessesStillChat();
                }
            }
        }

        LOG.warn("Fuzzed the NIM wire batches={} answered={}", batches, answered);
        assertThat(answered).as("packets that were answered").isGreaterThan(FRAMES / 4);
        assertNobodyWasHurt();
    }

    /** Another one now and then: thousands of teams that it makes are no sync for one packet any more. */
    private static String hostile(int batch) throws Exception {
        String account = "eve." + batch / BATCHES_AN_ACCOUNT;
        if (batch % BATCHES_AN_ACCOUNT <= 1) {
            gateway.account(account);
        }
        return account;
    }

    /** Whether there is somebody to answer; a login may end in a kick, and a frame past the limit in a close. */
    private static boolean lasts(String packet) {
        Asked heads = packet.length() < 20_000 ? Asked.heads(packet) : null;
        return heads != null && !heads.id().equals("2_3");
    }

    @Test
    void whatIsNoPacketClosesTheSocketAndNothingElse() throws Exception {
        Mutator mutator = new Mutator(Recordings.clientPackets(), SEED);
        Random random = new Random(SEED);
        int closed = 0;

        for (int i = 0; i < FRAMES / 25; i++) {
            String frame = frame(mutator.next(), random);
            Mallory.Heard heard = Mallory.come(clients, gateway.port(), random.nextBoolean() ? "eve" : "")
                    .sayAll(List.of(frame));
            assertThat(heard.faults()).as("faults of ours, of %s", frame).isEmpty();
            closed += heard.isClosed() ? 1 : 0;
        }

        assertThat(closed).as("sockets that were closed").isPositive();
        assertNobodyWasHurt();
    }

    /** Half a frame, one that is wrong itself, or a right one around a hostile packet. */
    private static String frame(String packet, Random random) {
        String frame = "3:::" + packet;
        return switch (random.nextInt(5)) {
            case 0 -> frame.substring(0, random.nextInt(Math.min(frame.length(), 8)));
            case 1 -> frame.substring(0, random.nextInt(frame.length()));
            case 2 -> random.nextInt(10) + ":" + random.nextInt(100) + "+::" + packet;
            case 3 -> random.nextInt(10) + "::" + packet;
            default -> frame;
        };
    }

    private static void assertNobodyWasHurt() throws Exception {
        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
        assertThat(DISCONNECTIONS).as("connections of others that were closed").hasValue(0);
        witnessesStillChat();
    }

    @Test
    void aTicketThatIsGuessedOrUsedTwiceOpensNoSocket() throws Exception {
        Random random = new Random(SEED);
        String used = Visitor.handshake(gateway.port());
        Visitor visitor = Visitor.come("ann.witness", clients, gateway.port(), used);

        List<String> guesses = new ArrayList<>(List.of(used, "x", "%00", "..%2f..", used.substring(1), used + "a"));
        for (int i = 0; i < TICKETS; i++) {
            StringBuilder guess = new StringBuilder(used);
            guess.setCharAt(random.nextInt(Math.min(TICKET_CHARS, used.length())), (char) ('a' + random.nextInt(26)));
            if (!guess.toString().equals(used)) {
                guesses.add(guess.toString());
            }
        }

        for (String guess : guesses) {
            assertThat(Mallory.knock(clients, gateway.port(), guess))
                    .as("what %s opens", guess)
                    .isEqualTo("7:::1+0");
        }
        visitor.say("{\"SER\":0,\"SID\":1,\"CID\":2,\"Q\":[]}");
        visitor.hearUpTo(1, 2);
        visitor.leave();
        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
    }

    private static void witnessesStillChat() throws Exception {
        String body = "still here " + System.nanoTime();
        ann.sendText("bob.witness", body).await(10, SECONDS);
        assertThat(BOB_HEARS.poll(10, SECONDS)).isEqualTo(body);
    }
}
