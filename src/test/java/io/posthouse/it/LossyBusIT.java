package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.Posthouse;
import io.posthouse.client.Clients;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.http.Http;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamField;
import io.posthouse.store.EmbeddedRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D2 among three nodes whose bus loses, delays and doubles what they push to each other; Redis, Hazelcast and the sockets are real. */
class LossyBusIT {
    private static final long SEED = Long.getLong("posthouse.lossy.seed", 20261123);
    private static final int NODES = 3;
    private static final int DEVICES_A_NODE = 4;
    private static final int ROUNDS = Integer.getInteger("posthouse.lossy.rounds", 25);
    private static final int ROUNDS_MAX = 1_000;
    /** D2: within this long of its answer everybody has a message. */
    private static final Duration HEALED = Duration.ofSeconds(5);

    private static Vertx vertx;
    private static Clients clients;
    private static EmbeddedRedis redis;
    private static final List<Vertx> VERTXES = new ArrayList<>();
    private static final List<Posthouse> STARTED = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        clients = Clients.on(vertx);
        Map<String, String> own =
                Map.of("POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(), "POSTHOUSE_STORE_DURABILITY", "memory");
        redis = EmbeddedRedis.start(
                        vertx, ConfigReader.read(null, own, Set.of()).config().store())
                .await(30, TimeUnit.SECONDS);
        Config config = ConfigReader.read(null, settings(), Set.of()).config();
        List<Future<Vertx>> made = new ArrayList<>();
        List<Future<Posthouse>> starting = new ArrayList<>();
        for (int n = 0; n < NODES; n++) {
            made.add(Posthouse.newVertx(config));
            starting.add(
                    made.get(n).compose(on -> Posthouse.on(on).config(config).start()));
        }
        for (int n = 0; n < NODES; n++) {
            VERTXES.add(made.get(n).await(60, TimeUnit.SECONDS));
            STARTED.add(starting.get(n).await(60, TimeUnit.SECONDS));
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(
                "POSTHOUSE_STORE_ENDPOINTS", String.join(",", redis.target().endpoints()));
        settings.put("POSTHOUSE_STORE_PASSWORD", redis.target().password().reveal());
        settings.put("POSTHOUSE_STORE_DURABILITY", "memory");
        settings.put("POSTHOUSE_SERVER_PORT", "0");
        settings.put("POSTHOUSE_SERVER_INSTANCES", "1");
        settings.put("POSTHOUSE_MANAGEMENT_PORT", "0");
        settings.put("POSTHOUSE_SYNC_HEAL_INTERVAL", "PT1S");
        return settings;
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, TimeUnit.SECONDS);
            for (Posthouse node : STARTED) {
                node.stop().await(30, TimeUnit.SECONDS);
            }
            for (Vertx node : VERTXES) {
                node.close().await(30, TimeUnit.SECONDS);
            }
        } finally {
            redis.close().await(20, TimeUnit.SECONDS);
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest(name = "{0} % lost, as many delayed, as many doubled")
    @ValueSource(ints = {1, 10})
    void d2WhatTheBusLosesDelaysOrDoublesReachesEverybodyOnceAndInOrder(int percent) throws Exception {
        List<Witness> people = new ArrayList<>();
        for (int i = 0; i < NODES * DEVICES_A_NODE; i++) {
            people.add(person("p" + percent + "x" + i, STARTED.get(i % NODES)));
        }
        Conversation team = people.get(0)
                .client()
                .teams()
                .create(
                        Scene.TEAM,
                        Map.of(TeamField.NAME, "us"),
                        people.stream().skip(1).map(Witness::account).toList())
                .await(10, TimeUnit.SECONDS)
                .team()
                .id();
        List<LossyBus> networks = spoil(percent / 100.0);

        List<Witness.Sent> sent = new ArrayList<>();
        for (int round = 0; round < ROUNDS || (round < ROUNDS_MAX && !haveAllErred(networks)); round++) {
            sent.addAll(talk(people, team, round));
        }

        try {
            Witness.awaitAll(people, sent, HEALED, SEED);
        } finally {
            networks.forEach(LossyBus::mend);
        }
        assertThat(haveAllErred(networks))
                .as("some were lost, some delayed, some doubled")
                .isTrue();
        people.forEach(person -> person.judge(SEED));
    }

    private static boolean haveAllErred(List<LossyBus> networks) {
        return networks.stream().mapToInt(LossyBus::lost).sum() > 0
                && networks.stream().mapToInt(LossyBus::delayed).sum() > 0
                && networks.stream().mapToInt(LossyBus::doubled).sum() > 0;
    }

    /** Everybody says something to the next one, who is on another node, and three of them to all. */
    private static List<Witness.Sent> talk(List<Witness> people, Conversation team, int round) throws Exception {
        List<Future<Witness.Sent>> sending = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Witness from = people.get(i);
            Witness to = people.get((i + 1) % people.size());
            sending.add(from.client()
                    .sendText(to.account(), "round " + round)
                    .map(msg -> new Witness.Sent(msg.idServer(), List.of(to.account()), System.nanoTime())));
            if (i % DEVICES_A_NODE == round % DEVICES_A_NODE) {
                List<String> all = people.stream()
                        .filter(person -> person != from)
                        .map(Witness::account)
                        .toList();
                sending.add(from.client()
                        .teams()
                        .sendText(team, "round " + round)
                        .map(msg -> new Witness.Sent(msg.idServer(), all, System.nanoTime())));
            }
        }
        return Future.all(sending).await(20, TimeUnit.SECONDS).list();
    }

    private static Witness person(String account, Posthouse node) throws Exception {
        node.createAccount(account, Phone.tokenOf(account), null).await(5, TimeUnit.SECONDS);
        return Witness.login(clients, node.port(), account);
    }

    private static List<LossyBus> spoil(double share) throws Exception {
        List<LossyBus> networks = new ArrayList<>();
        for (int n = 0; n < NODES; n++) {
            Posthouse node = STARTED.get(n);
            String id = new JsonObject(
                            Http.get(node.managementPort(), "/health/ready").body())
                    .getString("node");
            networks.add(new LossyBus(VERTXES.get(n), id, share, SEED + n));
        }
        return networks;
    }
}
