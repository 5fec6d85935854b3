package io.posthouse.files;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files over HTTP at a gateway that keeps them in object storage. */
class S3FilesTest {
    private static final int CHUNK = 4 * 1024 * 1024;

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static ObjectStore server;
    private static FileGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = ObjectStore.start(vertx, directory);
        gateway = FileGateway.start(
                directory.resolve("data"),
                FileGateway.files(server.config(), Duration.ofDays(1), Duration.ZERO),
                Map.of());
        gateway.account("ann");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.stop();
        server.stop();
        vertx.close().await(10, SECONDS);
    }

    @Test
    void aFileOfSeveralChunksResumesIsWholeAndIsFetchedInParts() throws Exception {
        byte[] content = random(2 * CHUNK + 77, 1);
        Upload upload = gateway.open(content.length, "thing.bin", "");

        upload.chunk(0, Arrays.copyOfRange(content, 0, CHUNK));
        upload.drop(CHUNK, CHUNK, random(300_000, 2));
        upload.awaitOffset(CHUNK);
        upload.chunk(CHUNK, Arrays.copyOfRange(content, CHUNK, 2 * CHUNK));
        HttpResponse<String> last = upload.chunk(2 * CHUNK, Arrays.copyOfRange(content, 2 * CHUNK, content.length));

        assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
        assertThat(gateway.fetch(upload.file()).body()).isEqualTo(content);
        HttpResponse<byte[]> part = gateway.get("/files/" + upload.file(), "Range", "bytes=4194300-4194310");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 4_194_300, 4_194_311));
        assertThat(server.names(vertx, "uploads/" + upload.file())).isEmpty();
        assertThat(copies()).isEmpty();
    }

    @Test
    void theSameBytesAreStoredOnceAndAThumbnailLiesBesideThem() throws Exception {
        byte[] picture = Pictures.jpeg(1600, 800, 6);
        Upload one = gateway.upload("one.jpg", picture);
        Upload two = gateway.upload("two.jpg", picture);

        byte[] small =
                gateway.get("/files/" + two.file() + "?thumbnail=200x200").body();

        assertThat(gateway.get("/files/" + one.file() + "?thumbnail=200x200").body())
                .isEqualTo(small)
                .hasSizeLessThan(picture.length);
        String digest = gateway.fetch(one.file())
                .headers()
                .firstValue("ETag")
                .orElseThrow()
                .replace("\"", "");
        assertThat(server.names(vertx, "whole/" + digest)).hasSize(2).anyMatch(name -> name.endsWith("-256"));
        assertThat(new JsonObject(two.look().body()).getLong("offset")).isEqualTo(picture.length);
        assertThat(copies()).isEmpty();
    }

    @Test
    void anAbortFreesWhatWasStored() throws Exception {
        Upload upload = gateway.open(3000, "", "");
        upload.chunk(0, new byte[1000]);
        assertThat(server.names(vertx, "uploads/" + upload.file())).hasSize(1);

        assertThat(upload.abort().statusCode()).isEqualTo(204);

        assertThat(server.names(vertx, "uploads/" + upload.file())).isEmpty();
    }

    /** What was being worked on. */
    private static List<Path> copies() throws Exception {
        try (var files = Files.list(directory.resolve("data/files/making"))) {
            return files.toList();
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
