package io.posthouse.store;

import static io.posthouse.store.TestStore.await;
import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.config.Config;
import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig;
import io.posthouse.config.StoreConfig.Durability;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class EmbeddedRedisTest {
    private static final Conversation CHAT = Conversation.between("ann", "bob");
    private final Caller ann = device("ann", "d1");

    private final List<EmbeddedRedis> started = new ArrayList<>();

    @AfterEach
    void closeAll() {
        started.forEach(redis -> await(redis.close()));
    }

    private EmbeddedRedis start(Vertx vertx, StoreConfig settings) {
        EmbeddedRedis redis = await(EmbeddedRedis.start(vertx, settings));
        started.add(redis);
        return redis;
    }

    private static Config config(EmbeddedRedis redis) {
        return TestConfig.of(Config.DEFAULT)
                .with(redis.target())
                .with(Durability.DISK)
                .build();
    }

    @Test
    void whatWasSentIsThereAfterARestart(Vertx vertx, @TempDir Path directory) {
        StoreConfig settings = RedisServers.embedded(directory, Durability.DISK);
        EmbeddedRedis first = start(vertx, settings);
        try (TestStore store = TestStore.open(vertx, config(first), first.target())) {
            store.send(ann, "bob", "one", "i1");
        }
        await(first.close());

        EmbeddedRedis second = start(vertx, settings);

        try (TestStore store = TestStore.open(vertx, config(second), second.target())) {
            assertThat(store.history(ann, CHAT)).hasSize(1);
        }
        await(second.close());
        assertThat(ProcessHandle.of(second.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aSecondGatewayOnTheSameDirectoryIsOneClearSentence(Vertx vertx, @TempDir Path directory) {
        StoreConfig settings = RedisServers.embedded(directory, Durability.MEMORY);
        start(vertx, settings);

        assertThatThrownBy(() -> start(vertx, settings))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("another gateway uses the data directory");
    }

    @Test
    void aRedisThatAKilledGatewayLeftBehindIsStoppedBeforeANewStart(Vertx vertx, @TempDir Path directory)
            throws IOException {
        StoreConfig settings = RedisServers.embedded(directory, Durability.DISK);
        EmbeddedRedis first = start(vertx, settings);
        try (TestStore store = TestStore.open(vertx, config(first), first.target())) {
            store.send(ann, "bob", "one", "i1");
        }
        ProcessHandle orphan = ProcessHandle.of(first.pid()).orElseThrow();
        first.abandon();

        EmbeddedRedis second = start(vertx, settings);

        assertThat(orphan.isAlive()).isFalse();
        try (TestStore store = TestStore.open(vertx, config(second), second.target())) {
            assertThat(store.history(ann, CHAT)).hasSize(1);
        }
    }

    @Test
    void aRedisThatDiesIsStartedAgainAndNothingIsLost(Vertx vertx, @TempDir Path directory) {
        EmbeddedRedis redis = start(vertx, RedisServers.embedded(directory, Durability.DISK));
        try (TestStore store = TestStore.open(vertx, config(redis), redis.target())) {
            store.send(ann, "bob", "one", "i1");
            long before = redis.pid();

            ProcessHandle.of(before).orElseThrow().destroyForcibly();

            RedisProcess.awaitUntil("it is started again", () -> redis.pid() != before);
            assertThat(store.history(ann, CHAT)).hasSize(1);
        }
    }

    @Test
    void itsFilesAreNobodyElsesAndThePasswordIsInNoCommandLine(Vertx vertx, @TempDir Path directory)
            throws IOException {
        EmbeddedRedis redis = start(vertx, RedisServers.embedded(directory, Durability.DISK));

        String commandLine =
                ProcessHandle.of(redis.pid()).orElseThrow().info().commandLine().orElseThrow();
        assertThat(commandLine).doesNotContain(redis.target().password().reveal());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("redis.conf"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsOneClearSentence(Vertx vertx, @TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() ->
                        await(EmbeddedRedis.start(vertx, RedisServers.embedded(file.resolve("data"), Durability.DISK))))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("data directory");
    }
}
