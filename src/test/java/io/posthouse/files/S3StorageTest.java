package io.posthouse.files;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.config.S3Config;
import io.posthouse.config.StartupException;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract at a real S3-compatible server, and what only such a one can do wrong. */
class S3StorageTest implements StorageContract {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static ObjectStore server;
    private static S3Storage storage;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = ObjectStore.start(vertx, directory);
        storage = opened(server.config(), directory.resolve("one"));
    }

    @AfterAll
    static void stop() throws Exception {
        storage.close().await(10, SECONDS);
        server.stop();
        vertx.close().await(10, SECONDS);
    }

    private static S3Storage opened(S3Config config, Path own) throws Exception {
        S3Storage opened = new S3Storage(vertx, config, own, PATIENCE);
        opened.open().await(20, SECONDS);
        return opened;
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Path making() {
        return directory.resolve("one/making");
    }

    @Override
    public List<String> held(String name) {
        return server.names(vertx, name);
    }

    @Test
    void anyNodeTakesTheNextChunkAndFinishes() throws Exception {
        String upload = StorageContract.name();
        S3Storage other = opened(server.config(), directory.resolve("two"));

        await(() -> storage.write(upload, 0, 3, ByteStream.of(vertx, new byte[] {1, 2, 3})));
        await(() -> other.write(upload, 3, 2, ByteStream.of(vertx, new byte[] {4, 5})));
        byte[] seen = await(() -> storage.finish(upload, 5, whole -> whole.look(Files::readAllBytes)
                .compose(bytes -> whole.keep(upload + "-0").map(bytes))));

        assertThat(seen).containsExactly(1, 2, 3, 4, 5);
        assertThat(await(() -> other.view(upload + "-0", Files::readAllBytes))).isEqualTo(seen);
        other.close().await(10, SECONDS);
    }

    @Test
    void anUploadOfMoreChunksThanOnePageListsIsWholeAndGoesWholly() throws Exception {
        String upload = StorageContract.name();
        for (int i = 0; i < 102; i++) {
            long offset = i;
            byte[] one = {(byte) i};
            await(() -> storage.write(upload, offset, 1, ByteStream.of(vertx, one)));
        }

        byte[] seen = await(() -> storage.finish(upload, 102, whole -> whole.look(Files::readAllBytes)));
        await(() -> storage.discard(upload));

        assertThat(seen).hasSize(102);
        assertThat(seen[101]).isEqualTo((byte) 101);
        assertThat(held("uploads/" + upload)).isEmpty();
    }

    @Test
    void aWrongSecretKeepsTheGatewayFromStartingAndIsNotTold() {
        assertThatThrownBy(() -> opened(server.config("files", "another secret key"), directory.resolve("three")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("files.s3")
                .hasMessageNotContaining("another secret key");
    }

    @Test
    void aBucketThatIsNotThereKeepsTheGatewayFromStarting() {
        assertThatThrownBy(() -> opened(server.config("nothing", ObjectStore.SECRET), directory.resolve("four")))
                .isInstanceOf(StartupException.class);
    }

    @Test
    void aServerThatIsGoneIsToldAsSuch() throws Exception {
        ObjectStore other = ObjectStore.start(vertx, Files.createDirectory(directory.resolve("other")));
        S3Storage left = opened(other.config(), directory.resolve("five"));
        other.stop();
        String upload = StorageContract.name();

        assertUnavailable(() -> left.write(upload, 0, 3, ByteStream.of(vertx, new byte[3])));
        assertUnavailable(() -> left.size(upload));
        assertUnavailable(() -> left.discard(upload));
        left.close().await(10, SECONDS);
    }

    private <T> void assertUnavailable(java.util.concurrent.Callable<io.vertx.core.Future<T>> work) {
        assertThatThrownBy(() -> await(work))
                .isInstanceOfSatisfying(FaultException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(Fault.STORAGE_UNAVAILABLE));
    }
}
