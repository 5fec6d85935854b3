package io.posthouse.config;

import java.time.Duration;
import java.util.List;

/**
 * Redis, from the {@code store} section.
 *
 * @param endpoints {@code redis://host:port/db} or {@code rediss://…}; empty starts the embedded Redis
 * @param mode how the endpoints belong together
 * @param masterName for Sentinel
 * @param user empty for the default user
 * @param dataDirectory of the embedded Redis
 * @param durability what a sender's {@code sent} means (S1)
 * @param replicas how many replicas must have a write, for durability {@code REPLICATED}
 * @param timeout how long a command may wait for Redis
 * @param batchMax commands in one pipelined batch
 * @param queueMax commands waiting for the batch in flight, per store verticle; one more is refused
 * @param keyPrefix in front of every key, so that several deployments may share a Redis
 * @param retention how long messages are kept; zero keeps them for ever
 */
public record StoreConfig(
        List<String> endpoints,
        Mode mode,
        String masterName,
        String user,
        Secret password,
        String dataDirectory,
        Durability durability,
        int replicas,
        Duration timeout,
        int batchMax,
        int queueMax,
        String keyPrefix,
        Duration retention) {
    public static final StoreConfig DEFAULT = new StoreConfig(
            List.of(),
            Mode.STANDALONE,
            "mymaster",
            "",
            Secret.NONE,
            "data",
            Durability.DISK,
            1,
            Duration.ofSeconds(3),
            256,
            20_000,
            "ph:",
            Duration.ofDays(365));

    /** How the endpoints belong together. */
    public enum Mode {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    /** What has happened to a message before its sender is told {@code sent}. */
    public enum Durability {
        /** Redis has it. */
        MEMORY,
        /** Redis has fsynced it. */
        DISK,
        /** Redis and the configured number of replicas have it. */
        REPLICATED
    }
}
