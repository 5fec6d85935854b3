package io.posthouse.bench;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.Posthouse;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class UploadsTest {
    private static final String KEY = "an admin key of sixteen and more";
    private static final long FILE_BYTES_MAX = 10_000_000;

    @TempDir
    Path directory;

    private Posthouse posthouse;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        Map<String, String> settings = Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(),
                "POSTHOUSE_STORE_DURABILITY", "memory",
                "POSTHOUSE_SERVER_PORT", "0",
                "POSTHOUSE_SERVER_PAGE", "false",
                "POSTHOUSE_MANAGEMENT_ENABLED", "false",
                "POSTHOUSE_FILES_FILE_BYTES_MAX", Long.toString(FILE_BYTES_MAX),
                "POSTHOUSE_ADMIN_KEY", KEY);
        Config config = ConfigReader.read(null, settings, Set.of()).config();
        posthouse = Posthouse.on(vertx).config(config).start().await(30, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        posthouse.stop().await(30, SECONDS);
    }

    @Test
    void messagesAreMeasuredAloneAndBesideUploadsWhichAllArrive() throws Exception {
        UploadsResult result = run(5 * 1024 * 1024);

        assertThat(result.trouble()).isEmpty();
        assertThat(result.alone().getTotalCount()).isPositive();
        assertThat(result.beside().getTotalCount()).isPositive();
        assertThat(result.residentBytes()).isGreaterThanOrEqualTo(result.residentBeforeBytes());
        assertThat(wholeFiles())
                .as("of 5 MiB each, no two alike")
                .isEqualTo(List.of(5_242_880L, 5_242_880L, 5_242_880L));
        JsonObject row = result.toJson();
        assertThat(Report.of(List.of(row))).contains("| 3 × 5 MiB |").doesNotContain("VOID");
    }

    @Test
    void aFileThatIsRefusedEndsTheRunWithASentence() {
        assertThatThrownBy(() -> run(FILE_BYTES_MAX + 1))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("refused");
    }

    private UploadsResult run(long fileBytes) throws Exception {
        Target target = new Target();
        target.url = URI.create("ws://127.0.0.1:" + posthouse.port() + "/ws");
        target.pids = List.of(ProcessHandle.current().pid());
        target.label = "posthouse";
        target.adminKey = KEY;
        UploadsPlan plan = new UploadsPlan(3, fileBytes, 0, 4, 50, Duration.ofMillis(100), Duration.ofMillis(500));
        return Driver.run(vertx -> Uploads.run(vertx, target, plan));
    }

    private List<Long> wholeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("files/whole"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.toFile().length())
                    .toList();
        }
    }
}
