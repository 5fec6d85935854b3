package io.posthouse.it;

import io.posthouse.config.ConfigReader;
import io.posthouse.config.StoreConfig;
import io.posthouse.store.EmbeddedRedis;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Gateways, a process each, on one Redis; all of them are gone once it is stopped. */
final class Nodes {
    private static final Map<String, String> SETTINGS = Map.of(
            "LIMITS_CONNECTION_RATE", "100000",
            "LIMITS_CONNECTION_BURST", "100000",
            "LIMITS_ACCOUNT_RATE", "100000",
            "LIMITS_ACCOUNT_BURST", "100000");

    private final List<GatewayProcess> nodes = new ArrayList<>();
    private final Callable<?> end;

    /**
     * @param store settings that say where it is
     * @param end run once they are gone
     */
    private Nodes(Map<String, String> store, Path directory, List<Map<String, String>> each, Callable<?> end)
            throws Exception {
        this.end = end;
        start(store, directory, each);
    }

    /**
     * On a Redis of their own.
     *
     * @param own settings of all nodes, environment variables without their {@code POSTHOUSE_}
     */
    Nodes(Vertx vertx, Path directory, int count, Map<String, String> own) throws Exception {
        EmbeddedRedis redis =
                EmbeddedRedis.start(vertx, storeAt(directory.resolve("redis"))).await(30, TimeUnit.SECONDS);
        end = () -> redis.close().await(20, TimeUnit.SECONDS);
        Map<String, String> store = Map.of(
                "STORE_ENDPOINTS", String.join(",", redis.target().endpoints()),
                "STORE_PASSWORD", redis.target().password().reveal());
        start(store, directory, Collections.nCopies(count, own));
    }

    /**
     * On a Redis without a password that is somebody else's.
     *
     * @param each the settings of each node
     */
    static Nodes on(String endpoint, Path directory, List<Map<String, String>> each) throws Exception {
        return new Nodes(Map.of("STORE_ENDPOINTS", endpoint), directory, each, () -> null);
    }

    private void start(Map<String, String> store, Path directory, List<Map<String, String>> each) throws Exception {
        int count = each.size();
        List<CompletableFuture<GatewayProcess>> starting = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Path home = directory.resolve("node" + n);
            Map<String, String> settings = settings(store, each.get(n));
            starting.add(CompletableFuture.supplyAsync(() -> start(home, settings)));
        }
        try {
            CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).get(150, TimeUnit.SECONDS);
        } finally {
            starting.stream()
                    .filter(one -> one.isDone() && !one.isCompletedExceptionally())
                    .forEach(one -> nodes.add(one.join()));
            if (nodes.size() < count) {
                close();
            }
        }
    }

    private static GatewayProcess start(Path home, Map<String, String> settings) {
        try {
            return new GatewayProcess(home, settings, List.of("-Xmx256m"));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static StoreConfig storeAt(Path directory) {
        Map<String, String> settings =
                Map.of("POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(), "POSTHOUSE_STORE_DURABILITY", "memory");
        return ConfigReader.read(null, settings, Set.of()).config().store();
    }

    private static Map<String, String> settings(Map<String, String> store, Map<String, String> own) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.putAll(store);
        settings.put("STORE_DURABILITY", "memory");
        settings.putAll(own);
        return settings;
    }

    GatewayProcess node(int n) {
        return nodes.get(n);
    }

    void close() throws Exception {
        try {
            for (GatewayProcess node : nodes) {
                node.close();
            }
        } finally {
            end.call();
        }
    }
}
