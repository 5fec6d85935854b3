package io.posthouse.files;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.posthouse.config.S3Config;
import io.posthouse.config.Secret;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3-compatible server, S3Proxy, in a process and with a class path of its own; it checks every signature and keeps what it is given
 * in memory.
 */
final class ObjectStore {
    static final String SECRET = "the secret key of the tests";
    private static final String ACCESS_KEY = "posthouse-tests";
    private static final String BUCKET = "files";
    private static final Pattern LISTENS = Pattern.compile("ServerConnector.*127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread lastResort;

    private ObjectStore(Process process) {
        this.process = process;
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        Thread reader = new Thread(this::read, "object store output");
        reader.setDaemon(true);
        reader.start();
    }

    static ObjectStore start(Vertx vertx, Path directory) throws Exception {
        Path settings = Files.writeString(
                directory.resolve("s3proxy.conf"),
                String.join(
                        "\n",
                        "s3proxy.endpoint=http://127.0.0.1:0",
                        "s3proxy.authorization=aws-v4",
                        "s3proxy.identity=" + ACCESS_KEY,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=transient",
                        "jclouds.identity=x",
                        "jclouds.credential=x",
                        ""));
        ObjectStore store = new ObjectStore(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-jar",
                        System.getProperty("posthouse.s3proxy.jar"),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .start());
        try (S3AsyncClient client = store.client(vertx)) {
            client.createBucket(create -> create.bucket(BUCKET)).get(20, SECONDS);
            return store;
        } catch (Exception e) {
            store.stop();
            throw new IllegalStateException("the object store said: " + store.said, e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    port.complete(Integer.parseInt(listens.group(1)));
                }
            }
        } catch (IOException closed) {
            // The process is gone, and its output with it.
        }
        port.completeExceptionally(new IllegalStateException("it did not start: " + said));
    }

    S3Config config() throws Exception {
        return config(BUCKET, SECRET);
    }

    S3Config config(String bucket, String secret) throws Exception {
        return new S3Config(bucket, url(), "us-east-1", ACCESS_KEY, new Secret(secret), true, 64);
    }

    private String url() throws Exception {
        return "http://127.0.0.1:" + port.get(30, SECONDS);
    }

    /** The names of the objects that begin so. */
    List<String> names(Vertx vertx, String prefix) {
        try (S3AsyncClient client = client(vertx)) {
            return client.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).get(10, SECONDS).contents().stream()
                    .map(S3Object::key)
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private S3AsyncClient client(Vertx vertx) throws Exception {
        return S3AsyncClient.builder()
                .httpClient(new S3Http(vertx, vertx.createHttpClient()))
                .endpointOverride(URI.create(url()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET)))
                .build();
    }

    /** Also in the middle of what it does; repeating it changes nothing. */
    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor(10, SECONDS);
    }
}
