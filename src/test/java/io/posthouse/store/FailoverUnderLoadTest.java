package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.Secret;
import io.posthouse.config.StoreConfig;
import io.posthouse.config.StoreConfig.Durability;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** S1 at durability replicated(1): a master dies while people talk, a replica takes its place, and all that was answered is there. */
@ExtendWith(VertxExtension.class)
class FailoverUnderLoadTest {
    private static final int PAIRS = 12;
    private static final int ANSWERS_BEFORE = 200;
    private static final int ANSWERS_AFTER = 200;
    private static final int PAGE = 100;
    private final Map<String, String> answered = new ConcurrentHashMap<>();
    private final AtomicInteger serial = new AtomicInteger();
    private volatile boolean isOver;

    @Test
    void s1NothingThatWasAnsweredIsLostWithTheMasterThatSentinelNames(Vertx vertx) {
        try (RedisProcess master = RedisProcess.start();
                RedisProcess replica = RedisProcess.start("replicaof 127.0.0.1 " + master.port());
                RedisProcess other = RedisProcess.start("replicaof 127.0.0.1 " + master.port());
                RedisProcess sentinel = RedisProcess.startSentinel(
                        "sentinel monitor main 127.0.0.1 " + master.port() + " 1",
                        "sentinel down-after-milliseconds main 500",
                        "sentinel failover-timeout main 3000")) {
            RedisProcess.awaitUntil(
                    "the replicas are in step",
                    () -> replica.say("INFO replication").contains("master_link_status:up")
                            && other.say("INFO replication").contains("master_link_status:up"));
            RedisProcess.awaitUntil("Sentinel knows the replicas", () -> sentinel.say("INFO sentinel")
                    .contains("slaves=2"));
            RedisTarget target =
                    new RedisTarget(List.of(sentinel.endpoint()), StoreConfig.Mode.SENTINEL, "main", "", Secret.NONE);

            survives(vertx, target, master, () -> {});
        }
    }

    @Test
    void s1NothingThatWasAnsweredIsLostWithAMasterOfACluster(Vertx vertx) {
        try (RedisClusterServers cluster = RedisClusterServers.startWithReplicas()) {
            RedisProcess master = cluster.masters().get(1);
            RedisProcess replica = cluster.replicas().get(1);
            survives(vertx, cluster.target(), master, () -> {
                RedisProcess.awaitUntil("the replica is master", () -> replica.say("INFO replication")
                        .contains("role:master"));
                // Until it comes back, as the replica of the one it had, nothing can be told replicated.
                master.restart();
            });
        }
    }

    private void survives(Vertx vertx, RedisTarget target, RedisProcess dying, Runnable mend) {
        Config config = TestConfig.of(Config.DEFAULT)
                .with(target)
                .with(Durability.REPLICATED)
                .withLimits(Duration.ofSeconds(1), 256, 1_000)
                .build();
        try (TestStore store = TestStore.open(vertx, config, target)) {
            for (int pair = 0; pair < PAIRS; pair++) {
                talk(vertx, store, pair);
            }
            RedisProcess.awaitUntil("people talk", () -> answered.size() >= ANSWERS_BEFORE);
            dying.kill();
            int before = answered.size();
            mend.run();
            RedisProcess.awaitUntil("people talk again", () -> answered.size() >= before + ANSWERS_AFTER);
            Set<String> silent = ConcurrentHashMap.newKeySet();
            for (int pair = 0; pair < PAIRS; pair++) {
                silent.add("p" + pair + "-");
            }
            int then = serial.get();
            RedisProcess.awaitUntil("all pairs talk again", () -> {
                answered.keySet().stream()
                        .filter(id -> Integer.parseInt(id.substring(id.indexOf('-') + 1)) > then)
                        .forEach(id -> silent.remove(id.substring(0, id.indexOf('-') + 1)));
                return silent.isEmpty();
            });
            isOver = true;
            Map<String, String> told = Map.copyOf(answered);

            for (int pair = 0; pair < PAIRS; pair++) {
                String prefix = "p" + pair + "-";
                Map<String, String> kept = log(store, pair);
                told.forEach((idClient, idServer) -> {
                    if (idClient.startsWith(prefix)) {
                        assertThat(kept).as("S1 answered sent, replicated(1)").containsEntry(idClient, idServer);
                    }
                });
            }
        }
    }

    /** One message after the other; what is not answered is said again (S2) until it is. */
    private void talk(Vertx vertx, TestStore store, int pair) {
        say(vertx, store, pair, "p" + pair + "-" + serial.incrementAndGet());
    }

    private void say(Vertx vertx, TestStore store, int pair, String idClient) {
        if (isOver) {
            return;
        }
        Draft draft = Draft.of(Scene.P2P, "b" + pair, MessageType.TEXT, "hello", null, idClient);
        store.ask(device("a" + pair, "d1"), new Command.Send(draft)).onComplete((outcome, cause) -> {
            if (outcome != null && outcome.answer() instanceof Answer.Sent sent) {
                answered.put(idClient, sent.message().idServer());
                talk(vertx, store, pair);
            } else {
                vertx.setTimer(20, timer -> say(vertx, store, pair, idClient));
            }
        });
    }

    private static Map<String, String> log(TestStore store, int pair) {
        Caller reader = device("a" + pair, "d1");
        Conversation conversation = Conversation.between("a" + pair, "b" + pair);
        Map<String, String> found = new ConcurrentHashMap<>();
        long after = 0;
        String last = "";
        while (true) {
            Command.GetHistory ask = new Command.GetHistory(conversation, after, 0, last, PAGE, true, Set.of());
            List<Message> page =
                    store.answer(reader, ask, Answer.Messages.class).messages();
            for (Message message : page) {
                found.put(message.draft().idClient(), message.idServer());
                after = message.time();
                last = message.idServer();
            }
            if (page.size() < PAGE) {
                return found;
            }
        }
    }
}
