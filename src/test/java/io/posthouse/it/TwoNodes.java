package io.posthouse.it;

import io.posthouse.config.ConfigReader;
import io.posthouse.config.StoreConfig;
import io.posthouse.store.EmbeddedRedis;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Two gateways, a process each, on one Redis; all three are gone once it is stopped. */
final class TwoNodes {
    private static final Map<String, String> SETTINGS = Map.of(
            "LIMITS_CONNECTION_RATE", "100000",
            "LIMITS_CONNECTION_BURST", "100000",
            "LIMITS_ACCOUNT_RATE", "100000",
            "LIMITS_ACCOUNT_BURST", "100000");

    private final EmbeddedRedis redis;
    private final List<GatewayProcess> nodes = new ArrayList<>();

    TwoNodes(Vertx vertx, Path directory) throws Exception {
        redis = EmbeddedRedis.start(vertx, storeAt(directory.resolve("redis"))).await(30, TimeUnit.SECONDS);
        try {
            for (int n = 0; n < 2; n++) {
                nodes.add(new GatewayProcess(directory.resolve("node" + n), settings(), List.of("-Xmx256m")));
            }
        } catch (Throwable failed) {
            stop();
            throw failed;
        }
    }

    private static StoreConfig storeAt(Path directory) {
        Map<String, String> settings =
                Map.of("POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(), "POSTHOUSE_STORE_DURABILITY", "memory");
        return ConfigReader.read(null, settings, Set.of()).config().store();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("STORE_ENDPOINTS", String.join(",", redis.target().endpoints()));
        settings.put("STORE_PASSWORD", redis.target().password().reveal());
        settings.put("STORE_DURABILITY", "memory");
        return settings;
    }

    /** The node of this number, 0 or 1. */
    GatewayProcess node(int n) {
        return nodes.get(n);
    }

    void stop() throws Exception {
        try {
            for (GatewayProcess node : nodes) {
                node.close();
            }
        } finally {
            redis.close().await(20, TimeUnit.SECONDS);
        }
    }
}
