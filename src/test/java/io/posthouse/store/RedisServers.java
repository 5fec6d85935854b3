package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Settings and files for the Redis servers that tests start. */
public final class RedisServers {
    private RedisServers() {}

    /** Settings of an embedded Redis on a directory. */
    public static StoreConfig embedded(Path directory, StoreConfig.Durability durability) {
        StoreConfig base = StoreConfig.DEFAULT;
        return new StoreConfig(
                List.of(),
                StoreConfig.Mode.STANDALONE,
                base.masterName(),
                base.user(),
                base.password(),
                directory.toString(),
                durability,
                base.replicas(),
                base.timeout(),
                base.batchMax(),
                base.queueMax(),
                base.keyPrefix(),
                base.retention());
    }

    public static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
