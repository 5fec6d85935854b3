package io.posthouse.it.chaos;

import io.posthouse.config.ConfigReader;
import io.posthouse.config.StoreConfig;
import io.posthouse.it.GatewayProcess;
import io.posthouse.it.Waiting;
import io.posthouse.store.EmbeddedRedis;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gateways, a process each, on one Redis, with a {@link Tube} before each of them and between each and Redis. All are gone once it is closed. */
final class Cluster implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("SERVER_INSTANCES", "2"),
            Map.entry("SERVER_PAGE", "false"),
            Map.entry("SERVER_DRAIN", "PT3S"),
            Map.entry("CLUSTER_LEASE_LIFE", "PT5S"),
            Map.entry("SYNC_HEAL_INTERVAL", "PT1S"),
            Map.entry("LIMITS_CONNECTIONS_PER_ACCOUNT_MAX", "1000"),
            Map.entry("LIMITS_CONNECTIONS_PER_ADDRESS_MAX", "100000"),
            Map.entry("LIMITS_CONNECTION_RATE", "100000"),
            Map.entry("LIMITS_CONNECTION_BURST", "100000"),
            Map.entry("LIMITS_ACCOUNT_RATE", "100000"),
            Map.entry("LIMITS_ACCOUNT_BURST", "100000"));
    private static final List<String> JVM = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final int STARTS_MAX = 5;
    private static final Duration REDIS_UP_MAX = Duration.ofSeconds(20);

    private final EmbeddedRedis redis;
    private final List<Tube> toStore = new ArrayList<>();
    private final List<Tube> toClients = new ArrayList<>();
    private final List<GatewayProcess> nodes = new ArrayList<>();
    private volatile boolean isClosed;

    /**
     * @param rules what they are configured to
     * @param bugs directories to begin the gateways' class path with
     */
    Cluster(Vertx vertx, Path directory, int count, Rules rules, List<Path> bugs) throws Exception {
        redis = EmbeddedRedis.start(vertx, storeAt(directory.resolve("redis"), rules))
                .await(60, TimeUnit.SECONDS);
        try {
            int port = URI.create(redis.target().endpoints().get(0)).getPort();
            List<CompletableFuture<GatewayProcess>> starting = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                toStore.add(Tube.open(vertx, port).await(10, TimeUnit.SECONDS));
                Path home = directory.resolve("node" + n);
                Map<String, String> settings = settings(n, rules);
                starting.add(CompletableFuture.supplyAsync(() -> start(home, settings, bugs)));
            }
            CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new))
                    .handle((all, failure) -> failure)
                    .get(120, TimeUnit.SECONDS);
            starting.stream().filter(one -> !one.isCompletedExceptionally()).forEach(one -> nodes.add(one.join()));
            for (CompletableFuture<GatewayProcess> one : starting) {
                toClients.add(Tube.open(vertx, one.get().port()).await(10, TimeUnit.SECONDS));
            }
        } catch (Throwable failed) {
            close();
            throw failed;
        }
    }

    private static StoreConfig storeAt(Path directory, Rules rules) {
        Map<String, String> settings = Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY",
                directory.toString(),
                "POSTHOUSE_STORE_DURABILITY",
                rules.durability());
        return ConfigReader.read(null, settings, Set.of()).config().store();
    }

    private Map<String, String> settings(int node, Rules rules) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("STORE_ENDPOINTS", "redis://127.0.0.1:" + toStore.get(node).port());
        settings.put("STORE_PASSWORD", redis.target().password().reveal());
        settings.put("STORE_DURABILITY", rules.durability());
        settings.put("RECALL_WINDOW", "PT" + rules.windowMillis() / 1_000.0 + "S");
        settings.put("SYNC_OFFLINE_PER_SESSION_MAX", Integer.toString(rules.cap()));
        settings.put("SYNC_ROAMING_PER_SESSION_MAX", Integer.toString(rules.cap()));
        return settings;
    }

    private static GatewayProcess start(Path home, Map<String, String> settings, List<Path> bugs) {
        List<String> classPath = new ArrayList<>();
        bugs.forEach(bug -> classPath.add(bug.toString()));
        try {
            classPath.add(Path.of(ChaosNode.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
            classPath.add(System.getProperty("posthouse.jar"));
            List<String> program = List.of("-cp", String.join(":", classPath), ChaosNode.class.getName());
            return launch(home, settings, program);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** On a machine with too much to do Redis may not answer in time, and a node that cannot reach it does not start. */
    private static GatewayProcess launch(Path home, Map<String, String> settings, List<String> program)
            throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                return new GatewayProcess(home, settings, JVM, program);
            } catch (IllegalStateException failed) {
                if (tries == STARTS_MAX) {
                    throw failed;
                }
            }
        }
    }

    int size() {
        return nodes.size();
    }

    GatewayProcess node(int n) {
        return nodes.get(n);
    }

    /** Between a node and Redis. */
    Tube toStore(int n) {
        return toStore.get(n);
    }

    /** Between the devices and a node. */
    Tube toClients(int n) {
        return toClients.get(n);
    }

    /** Where devices reach a node. */
    int port(int n) {
        return toClients.get(n).port();
    }

    ProcessHandle redis() {
        return ProcessHandle.of(redis.pid()).orElseThrow();
    }

    boolean isRedisUp() {
        return ProcessHandle.of(redis.pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void goOn(ProcessHandle process) {
        try {
            GatewayProcess.signal(process, "CONT");
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Every process by its own id. A second time it does nothing. */
    @Override
    public synchronized void close() throws IOException, TimeoutException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            for (GatewayProcess node : nodes) {
                node.close();
            }
        } finally {
            // One that is being started would be left behind, and one that stands still would not hear that it shall
            // end.
            Waiting.until("Redis to be there to be stopped", REDIS_UP_MAX, this::isRedisUp);
            goOn(redis());
            redis.close().await(30, TimeUnit.SECONDS);
            for (Tube tube : toStore) {
                tube.close();
            }
            for (Tube tube : toClients) {
                tube.close();
            }
        }
    }
}
