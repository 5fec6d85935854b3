package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.posthouse.Posthouse;
import io.posthouse.client.Clients;
import io.posthouse.cluster.Gathering;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.http.Http;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamField;
import io.posthouse.store.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that reach Redis and not each other: no push and no word of who came comes through, and yet everybody is told in time (D2). */
class PeersCutIT {
    private static final long SEED = 1;
    /** D2: within this long of its answer everybody has a message. */
    private static final Duration HEALED = Duration.ofSeconds(5);

    private static final Duration JOINED = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final Clients clients = Clients.on(vertx);
    private final List<Vertx> vertxes = new ArrayList<>();
    private final List<Posthouse> nodes = new ArrayList<>();
    private RedisProcess redis;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start();
        Config config = ConfigReader.read(
                        null,
                        Map.of(
                                "POSTHOUSE_STORE_ENDPOINTS", redis.endpoint(),
                                "POSTHOUSE_STORE_DURABILITY", "memory",
                                "POSTHOUSE_SERVER_PORT", "0",
                                "POSTHOUSE_SERVER_INSTANCES", "1",
                                "POSTHOUSE_SERVER_DRAIN", "PT1S",
                                "POSTHOUSE_MANAGEMENT_PORT", "0",
                                "POSTHOUSE_CLUSTER_LEASE_LIFE", "PT3S"),
                        Set.of())
                .config();
        for (Future<Vertx> made : List.of(Posthouse.newVertx(config), Posthouse.newVertx(config))) {
            vertxes.add(made.await(60, TimeUnit.SECONDS));
        }
        for (Vertx on : vertxes) {
            nodes.add(Posthouse.on(on).config(config).start().await(60, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void stop() throws Exception {
        try {
            clients.close().await(10, TimeUnit.SECONDS);
            for (Posthouse node : nodes) {
                node.stop().await(30, TimeUnit.SECONDS);
            }
            for (Vertx node : vertxes) {
                node.close().await(30, TimeUnit.SECONDS);
            }
        } finally {
            redis.close();
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void d2NodesThatReachRedisButNotEachOtherLoseNothing() throws Exception {
        List<Witness> people = List.of(person("ann", 0), person("bob", 1), person("cid", 0), person("eve", 1));
        Conversation team = people.get(0)
                .client()
                .teams()
                .create(Scene.TEAM, Map.of(TeamField.NAME, "us"), List.of("bob", "cid", "eve"))
                .await(10, TimeUnit.SECONDS)
                .team()
                .id();
        Waiting.until("one list of two nodes", JOINED, () -> members(0) == 2 && members(1) == 2);
        List<LossyBus> networks = List.of(lossy(0), lossy(1));

        List<Witness.Sent> sent = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            sent.addAll(talk(people, team, round));
        }

        Witness.awaitAll(people, sent, HEALED, SEED);
        assertThat(networks).as("nothing came through").allSatisfy(network -> assertThat(network.lost())
                .isPositive());
        networks.forEach(LossyBus::mend);
        List<Witness.Sent> after = new ArrayList<>(talk(people, team, 10));
        Witness.awaitAll(people, after, HEALED, SEED);
        people.forEach(person -> person.judge(SEED));
    }

    /** Each to one on the other node, and ann to all. */
    private static List<Witness.Sent> talk(List<Witness> people, Conversation team, int round) throws Exception {
        List<Future<Witness.Sent>> sending = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Witness to = people.get((i + 1) % people.size());
            sending.add(people.get(i)
                    .client()
                    .sendText(to.account(), "round " + round)
                    .map(msg -> new Witness.Sent(msg.idServer(), List.of(to.account()), System.nanoTime())));
        }
        sending.add(people.get(0)
                .client()
                .teams()
                .sendText(team, "round " + round)
                .map(msg -> new Witness.Sent(msg.idServer(), List.of("bob", "cid", "eve"), System.nanoTime())));
        return Future.all(sending).await(20, TimeUnit.SECONDS).list();
    }

    private Witness person(String account, int node) throws Exception {
        nodes.get(node).createAccount(account, Phone.tokenOf(account), null).await(5, TimeUnit.SECONDS);
        return Witness.login(clients, nodes.get(node).port(), account);
    }

    private LossyBus lossy(int n) throws Exception {
        String id = new JsonObject(
                        Http.get(nodes.get(n).managementPort(), "/health/ready").body())
                .getString("node");
        return new LossyBus(vertxes.get(n), id, 1, SEED);
    }

    private HazelcastInstance hazelcast(int n) {
        return ((Gathering) ((VertxInternal) vertxes.get(n)).clusterManager()).getHazelcastInstance();
    }

    private int members(int n) {
        return hazelcast(n).getCluster().getMembers().size();
    }
}
