package io.posthouse.store;

import io.posthouse.config.Secret;
import io.posthouse.config.StoreConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.util.List;

/**
 * Where the store's Redis is and how to get in.
 *
 * @param endpoints {@code redis://host:port} each, without user and password
 * @param masterName for Sentinel
 * @param user empty for the default user
 */
public record RedisTarget(
        List<String> endpoints, StoreConfig.Mode mode, String masterName, String user, Secret password) {

    /** The Redis that the settings point at; the embedded one has its own way, see {@link EmbeddedRedis#target}. */
    public static RedisTarget of(StoreConfig config) {
        return new RedisTarget(
                config.endpoints(), config.mode(), config.masterName(), config.user(), config.password());
    }

    /** A single server, with a password. */
    static RedisTarget server(String endpoint, Secret password) {
        return new RedisTarget(List.of(endpoint), StoreConfig.Mode.STANDALONE, "", "", password);
    }

    /** A client for this target, or for one server of a cluster. Connects nothing yet. */
    Redis client(Vertx vertx, String endpoint, int waitingMax, int connectMillis) {
        RedisOptions options = new RedisOptions()
                .setType(mode == StoreConfig.Mode.SENTINEL ? RedisClientType.SENTINEL : RedisClientType.STANDALONE)
                .setNetClientOptions(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(connectMillis))
                .setProtocolNegotiation(false)
                .setMaxPoolSize(2)
                .setMaxPoolWaiting(4)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(waitingMax);
        if (mode == StoreConfig.Mode.SENTINEL) {
            options.setEndpoints(List.copyOf(endpoints))
                    .setMasterName(masterName)
                    .setRole(RedisRole.MASTER);
        } else {
            options.setConnectionString(endpoint);
        }
        if (!user.isEmpty()) {
            options.setUser(user);
        }
        if (password.isSet()) {
            options.setPassword(password.reveal());
        }
        return Redis.createClient(vertx, options);
    }

    /** Endpoints as a person may read them. */
    String name() {
        return String.join(",", endpoints);
    }
}
