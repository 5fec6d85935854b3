package io.posthouse.files;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.posthouse.Posthouse;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.config.FilesConfig;
import io.posthouse.config.S3Config;
import io.posthouse.it.Waiting;
import io.posthouse.model.Command;
import io.posthouse.model.Message;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A running gateway whose files are soon not needed, and its clients' way to it. */
final class FileGateway {
    static final int FILE_BYTES_MAX = 20_000_000;
    private static final String KEY = "an admin key of sixteen and more";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx;
    private final Path directory;
    private final Posthouse posthouse;

    private FileGateway(Vertx vertx, Path directory, Posthouse posthouse) {
        this.vertx = vertx;
        this.directory = directory;
        this.posthouse = posthouse;
    }

    /** @param unusedLife how long a file is kept that no message refers to */
    static FileGateway start(Path directory, Duration unusedLife) throws Exception {
        return start(directory, files(unusedLife), Map.of());
    }

    /** @param more settings, as the environment has them */
    static FileGateway start(Path directory, FilesConfig files, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.putAll(Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(),
                "POSTHOUSE_STORE_DURABILITY", "memory",
                "POSTHOUSE_SERVER_PORT", "0",
                "POSTHOUSE_SERVER_PAGE", "false",
                "POSTHOUSE_MANAGEMENT_ENABLED", "false",
                "POSTHOUSE_ADMIN_KEY", KEY));
        Config config = ConfigReader.read(null, settings, Set.of()).config();
        Vertx vertx = Vertx.vertx();
        Posthouse posthouse =
                Posthouse.on(vertx).config(config.withFiles(files)).start().await(30, SECONDS);
        return new FileGateway(vertx, directory, posthouse);
    }

    static FilesConfig files(Duration unusedLife) {
        return files(FilesConfig.DEFAULT.s3(), unusedLife, Duration.ZERO);
    }

    static FilesConfig files(S3Config s3, Duration unusedLife, Duration linkLife) {
        return files(s3, FilesConfig.DEFAULT.uploadLife(), unusedLife, linkLife);
    }

    /** @param uploadLife how long after it was allowed an upload may go on */
    static FilesConfig files(S3Config s3, Duration uploadLife, Duration unusedLife, Duration linkLife) {
        FilesConfig d = FilesConfig.DEFAULT;
        return new FilesConfig(
                true,
                "",
                s3,
                "",
                FILE_BYTES_MAX,
                d.dayMebibytesMax(),
                d.dayFilesMax(),
                List.of(),
                uploadLife,
                unusedLife,
                Duration.ofMillis(50),
                linkLife,
                d.chunkTimeout(),
                d.uploadsMax());
    }

    void stop() throws Exception {
        posthouse.stop().await(30, SECONDS);
        vertx.close().await(10, SECONDS);
    }

    Posthouse posthouse() {
        return posthouse;
    }

    int port() {
        return posthouse.port();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    void account(String account) throws Exception {
        posthouse.createAccount(account, "a token long enough", null).await(10, SECONDS);
    }

    Upload open(long size, String name, String type) {
        JsonObject opened = new JsonObject(askToOpen("ann", size, name, type).body());
        return new Upload(this, opened.getString("file"), opened.getString("token"));
    }

    HttpResponse<String> askToOpen(String account, long size, String name, String type) {
        JsonObject body = new JsonObject().put("size", size).put("name", name).put("type", type);
        return send(
                "POST",
                "/api/v1/accounts/" + account + "/uploads",
                body.toBuffer().getBytes(),
                "Authorization",
                "Bearer " + KEY);
    }

    /** A whole file in one chunk. */
    Upload upload(String name, byte[] content) {
        Upload upload = open(content.length, name, "");
        HttpResponse<String> done = upload.chunk(0, content);
        if (done.statusCode() != 200) {
            throw new AssertionError(done.body());
        }
        return upload;
    }

    HttpResponse<byte[]> fetch(String file) {
        return get("/files/" + file);
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return ask("GET", path, new byte[0], BodyHandlers.ofByteArray(), headers);
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        return ask(method, path, body, BodyHandlers.ofString(), headers);
    }

    private <T> HttpResponse<T> ask(
            String method, String path, byte[] body, HttpResponse.BodyHandler<T> handler, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void recall(String account, Message message) throws Exception {
        posthouse
                .ask(
                        account,
                        new Command.Recall(
                                message.conversation(),
                                account,
                                message.draft().idClient(),
                                message.idServer(),
                                null,
                                null))
                .await(10, SECONDS);
    }

    void awaitGone(String file) {
        Waiting.until("the file is collected", PATIENCE, () -> fetch(file).statusCode() == 404);
        Waiting.until(
                "its record is forgotten", PATIENCE, () -> !uploadsStored().contains(file));
    }

    List<String> uploadsStored() {
        return namesIn(directory.resolve("files/uploads"));
    }

    List<String> filesStored() {
        return namesIn(directory.resolve("files/whole"));
    }

    private static List<String> namesIn(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
