package io.posthouse.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private static final int REPLICAS_MAX = 10;
    private static final Pattern ENDPOINT =
            Pattern.compile("rediss?://([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?(/\\d{1,3})?");
    private static final Pattern NAME = Pattern.compile("\\S{1,100}");
    private static final Pattern USER = Pattern.compile("\\S{0,100}");
    private static final Pattern DIRECTORY = Pattern.compile(".{1,1000}");
    private static final Pattern KEY_PREFIX = Pattern.compile("[A-Za-z0-9:._-]{0,64}");

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

    public StoreConfig {
        endpoints = List.copyOf(endpoints);
        Check.that(replicas >= 1 && replicas <= REPLICAS_MAX, "replicas must be from 1 to " + REPLICAS_MAX);
        Check.positive(timeout, "timeout");
        Check.positive(batchMax, "batchMax");
        Check.positive(queueMax, "queueMax");
        Check.that(KEY_PREFIX.matcher(keyPrefix).matches(), "keyPrefix must not hold braces or spaces");
        Check.notNegative(retention, "retention");
    }

    /** Whether the gateway starts a Redis of its own. */
    public boolean isEmbedded() {
        return endpoints.isEmpty();
    }

    public static StoreConfig from(Section section) {
        Promise promise = section.parsed(
                "durability",
                new Promise(DEFAULT.durability, DEFAULT.replicas),
                "memory, disk or replicated(n) with n from 1 to " + REPLICAS_MAX,
                Promise::text,
                Promise::parse);
        StoreConfig store = new StoreConfig(
                section.texts("endpoints", ENDPOINT, "such as redis://127.0.0.1:6379, without user and password"),
                section.choice("mode", DEFAULT.mode, modes()),
                section.text("masterName", DEFAULT.masterName, NAME, "a name without spaces"),
                section.text("user", DEFAULT.user, USER, "a name without spaces; empty for the default user"),
                section.secret("password"),
                section.text("dataDirectory", DEFAULT.dataDirectory, DIRECTORY, "a directory"),
                promise.durability,
                promise.replicas,
                section.duration("timeout", DEFAULT.timeout, Duration.ofMillis(50), Duration.ofSeconds(30)),
                section.integer("batchMax", DEFAULT.batchMax, 1, 10_000),
                section.integer("queueMax", DEFAULT.queueMax, 1, 10_000_000),
                section.text("keyPrefix", DEFAULT.keyPrefix, KEY_PREFIX, "at most 64 characters from [A-Za-z0-9:._-]"),
                section.duration("retention", DEFAULT.retention, Duration.ZERO, Duration.ofDays(36_500)));
        store.noteContradictions(section);
        section.rejectUnknown();
        return store;
    }

    private void noteContradictions(Section section) {
        if (isEmbedded() && mode != Mode.STANDALONE) {
            section.mistake("mode", "other than standalone needs store.endpoints");
        }
        if (isEmbedded() && durability == Durability.REPLICATED) {
            section.mistake("durability", "replicated needs store.endpoints: the embedded Redis has no replicas");
        }
        if (mode == Mode.STANDALONE && endpoints.size() > 1) {
            section.mistake("endpoints", "has more than one address, which needs store.mode sentinel or cluster");
        }
    }

    private static Map<String, Mode> modes() {
        Map<String, Mode> words = new LinkedHashMap<>();
        words.put("standalone", Mode.STANDALONE);
        words.put("sentinel", Mode.SENTINEL);
        words.put("cluster", Mode.CLUSTER);
        return words;
    }

    /** Durability and replicas, written as one text. */
    private record Promise(Durability durability, int replicas) {
        private static final Pattern REPLICATED = Pattern.compile("replicated\\((\\d{1,2})\\)");

        String text() {
            return switch (durability) {
                case MEMORY -> "memory";
                case DISK -> "disk";
                case REPLICATED -> "replicated(" + replicas + ")";
            };
        }

        static @Nullable Promise parse(String text) {
            String word = text.trim().toLowerCase(Locale.ROOT);
            if (word.equals("memory") || word.equals("disk")) {
                return new Promise(word.equals("disk") ? Durability.DISK : Durability.MEMORY, DEFAULT.replicas);
            }
            Matcher matcher = REPLICATED.matcher(word);
            int replicas = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            return replicas < 1 || replicas > REPLICAS_MAX ? null : new Promise(Durability.REPLICATED, replicas);
        }
    }

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
