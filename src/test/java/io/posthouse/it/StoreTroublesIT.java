package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.Clients;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.store.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways whose Redis is stopped, given the files of an older day and started again, or wiped, beneath people who are connected: they notice,
 * and nobody goes on from what the store does not know any more. And one of them cut off from Redis, and from nothing else: it is no target after its
 * lease, promises nothing meanwhile, and finds back by itself.
 */
class StoreTroublesIT {
    /** What is looked at every 2 s, and the second in which all are told to come back, with room for a machine that has more to do. */
    private static final Duration NOTICED = Duration.ofSeconds(20);

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Map<String, String> SETTINGS =
            Map.of("SERVER_DRAIN", "PT1S", "CLUSTER_LEASE_LIFE", LEASE.toString());
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private static Vertx vertx;
    private static Clients clients;
    private static RedisProcess redis;
    private static TcpProxy way;
    private static Nodes nodes;

    private final int serial = SERIAL.incrementAndGet();
    private final List<Phone> phones = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        clients = Clients.on(vertx);
        redis = RedisProcess.start();
        way = TcpProxy.to(vertx, redis.port());
        Map<String, String> behind = new TreeMap<>(SETTINGS);
        behind.put("STORE_ENDPOINTS", "redis://127.0.0.1:" + way.port());
        nodes = Nodes.on(redis.endpoint(), directory, List.of(SETTINGS, behind));
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, TimeUnit.SECONDS);
            nodes.close();
        } finally {
            way.close();
            redis.close();
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void leave() throws Exception {
        for (Phone phone : phones) {
            phone.vanish();
        }
    }

    @Test
    void whatIsSaidAfterTheStoreWasRestoredReachesThoseWhoKnewItNewer() throws Exception {
        Phone ann = phone("ann", 0);
        Phone bob = phone("bob", 1);
        ann.send(bob, "kept").await(5, TimeUnit.SECONDS);
        bob.awaitShown("kept", NOTICED);
        redis.say("SAVE");
        for (String lost : List.of("lost 1", "lost 2", "lost 3")) {
            ann.send(bob, lost).await(5, TimeUnit.SECONDS);
            bob.awaitShown(lost, NOTICED);
        }

        redis.restart();

        Waiting.until(
                () -> "everybody to log in again, logins " + ann.logins() + " and " + bob.logins(),
                NOTICED,
                () -> ann.logins() > 1 && bob.logins() > 1);
        ChatMessage sent = sendUntilAnswered(ann, bob, "said since");
        bob.awaitShown("said since", NOTICED);
        assertThat(sent.seq()).as("a number that bob was shown already").isEqualTo(2);
        assertThat(history(bob, ann)).as("what the store has").containsExactly("kept", "said since");
        // Nothing that was lost is waited for, so all goes on at once.
        bob.send(ann, "and back").await(5, TimeUnit.SECONDS);
        ann.awaitShown("and back", NOTICED);
    }

    @Test
    void aStoreThatIsWipedDropsWhomItDoesNotKnowAndTakesThemAnew() throws Exception {
        Phone ann = phone("ann", 0);
        Phone bob = phone("bob", 1);
        ann.send(bob, "lost").await(5, TimeUnit.SECONDS);
        bob.awaitShown("lost", NOTICED);

        redis.say("FLUSHALL");

        Waiting.until(
                "those whom the store does not know to be sent away",
                NOTICED,
                () -> !ann.client().isOnline() && !bob.client().isOnline());
        ann.vanish();
        bob.vanish();
        Phone annAgain = phone("ann", 1);
        Phone bobAgain = phone("bob", 0);
        annAgain.send(bobAgain, "anew").await(5, TimeUnit.SECONDS);
        bobAgain.awaitShown("anew", NOTICED);
        assertThat(history(bobAgain, annAgain)).containsExactly("anew");
    }

    @Test
    void aNodeThatIsCutOffFromRedisIsNoTargetAndFindsBack() throws Exception {
        Phone ann = phone("ann", 0);
        Phone bob = phone("bob", 1);
        Phone cid = phone("cid", 1);
        ann.send(bob, "before").await(5, TimeUnit.SECONDS);
        bob.awaitShown("before", NOTICED);

        way.cut();
        assertThat(isAnswered(bob, ann)).as("S1 never a sent").isFalse();
        Waiting.until(
                "one node with a lease", LEASE.plus(NOTICED), () -> nodesOf(0).size() == 1);
        assertThat(new JsonObject(nodes.node(1).manage("/health/ready")).getJsonArray("problems"))
                .as("a load balancer sends nobody there")
                .isNotEmpty();
        long startedNanos = System.nanoTime();
        ann.send(bob, "meanwhile").await(5, TimeUnit.SECONDS);
        ann.send(cid, "meanwhile").await(5, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos))
                .as("no message waits for a node that is gone")
                .isLessThan(Duration.ofSeconds(5));
        Phone other = login(bob.account(), "tablet", 0);
        other.awaitShown("meanwhile", NOTICED);
        way.mend();

        Waiting.until("two nodes with a lease", NOTICED, () -> nodesOf(0).size() == 2);
        cid.awaitShown("meanwhile", NOTICED);
        Waiting.until(() -> "who was dropped to log in again, logins " + bob.logins(), NOTICED, () -> bob.logins() > 1);
        assertThat(cid.logins()).as("who was not dropped stays").isEqualTo(1);
        ann.send(bob, "after").await(5, TimeUnit.SECONDS);
        bob.awaitShown("after", NOTICED);
        assertThat(isAnswered(bob, ann)).as("and it serves again").isTrue();
    }

    private static boolean isAnswered(Phone from, Phone to) throws Exception {
        try {
            from.send(to, "is it stored")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(15, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException refused) {
            return false;
        }
    }

    private JsonArray nodesOf(int asked) {
        try {
            return new JsonObject(nodes.node(asked).manage("/nodes")).getJsonArray("nodes");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static ChatMessage sendUntilAnswered(Phone from, Phone to, String body) {
        Draft draft = Draft.of(Scene.P2P, to.account(), MessageType.TEXT, body, null, "i" + System.nanoTime());
        List<ChatMessage> answered = new ArrayList<>();
        Waiting.until("an answer to " + body, NOTICED, () -> {
            try {
                answered.add(from.client().send(draft).await(5, TimeUnit.SECONDS));
                return true;
            } catch (Exception notYet) {
                return false;
            }
        });
        return answered.get(0);
    }

    private static List<String> history(Phone of, Phone with) throws Exception {
        return HistoryPages.ascending(of.client(), with.account()).stream()
                .map(message -> String.valueOf(message.body()))
                .toList();
    }

    private Phone phone(String name, int node) throws Exception {
        String account = name + serial;
        nodes.node(node).createAccount(account, Phone.tokenOf(account));
        return login(account, "phone", node);
    }

    private Phone login(String account, String device, int node) throws Exception {
        Phone phone = Phone.login(clients, nodes.node(node), account, device);
        phones.add(phone);
        return phone;
    }
}
