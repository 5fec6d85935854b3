package io.posthouse.store;

import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig;
import io.posthouse.config.StoreConfig.Durability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Opens wires to servers: connects, loads the scripts, and checks that the server keeps what the durability promises. */
final class RedisDialer {
    /** A machine on which all starts at once may need more than the time limit of a command for a first wire, and is none the worse. */
    private static final long FIRST_MILLIS_MAX = 20_000;

    private final Vertx vertx;
    private final StoreConfig config;
    private final RedisTarget target;
    private Runnable onDialed = () -> {};

    RedisDialer(Vertx vertx, StoreConfig config, RedisTarget target) {
        this.vertx = vertx;
        this.config = config;
        this.target = target;
    }

    /** @param listener run for each new wire, before anything is said on it */
    void onDialed(Runnable listener) {
        onDialed = listener;
    }

    /** A new wire within the store's time limit; fails with a {@link StartupException} if the server is not fit. */
    Future<RedisWire> dial(String endpoint) {
        return dial(endpoint, config.timeout().toMillis());
    }

    /** Likewise for a gateway that starts, which has nobody waiting yet: once connected, the server may take its time. */
    Future<RedisWire> dialPatiently(String endpoint) {
        return dial(endpoint, Math.max(FIRST_MILLIS_MAX, config.timeout().toMillis()));
    }

    private Future<RedisWire> dial(String endpoint, long millisMax) {
        int connectMillisMax = (int) config.timeout().toMillis();
        Redis client = target.client(vertx, endpoint, config.batchMax() + Script.values().length + 8, connectMillisMax);
        return client.connect()
                .compose(connection -> prepare(client, connection))
                .timeout(millisMax, TimeUnit.MILLISECONDS)
                .onSuccess(wire -> onDialed.run())
                .onFailure(cause -> client.close());
    }

    private Future<RedisWire> prepare(Redis client, RedisConnection connection) {
        int replicas = config.durability() == Durability.REPLICATED ? config.replicas() : 0;
        RedisWire wire =
                new RedisWire(client, connection, replicas, config.timeout().toMillis() / 2);
        Future<Void> checked =
                config.durability() == Durability.DISK ? checkDisk(connection) : Future.succeededFuture();
        return checked.compose(v -> RedisWire.load(connection)).map(v -> wire);
    }

    private Future<Void> checkDisk(RedisConnection connection) {
        List<Request> asks = List.of(
                Request.cmd(Command.CONFIG).arg("GET").arg("appendonly"),
                Request.cmd(Command.CONFIG).arg("GET").arg("appendfsync"));
        return connection
                .batch(asks)
                .recover(cause -> Future.failedFuture(
                        new StartupException("store.durability is disk, but Redis at " + target.name()
                                + " does not let its appendonly settings be read; allow CONFIG GET or choose memory")))
                .compose(replies -> {
                    Map<String, String> settings = new TreeMap<>();
                    replies.forEach(reply -> note(settings, reply));
                    return settings.equals(Map.of("appendonly", "yes", "appendfsync", "always"))
                            ? Future.succeededFuture()
                            : Future.failedFuture(new StartupException("store.durability is disk, but Redis at "
                                    + target.name() + " has " + settings
                                    + "; set appendonly yes and appendfsync always, or choose memory"));
                });
    }

    private static void note(Map<String, String> settings, Response reply) {
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            settings.put(reply.get(i).toString(), reply.get(i + 1).toString());
        }
    }
}
