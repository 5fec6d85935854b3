package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.config.ConfigReader;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running gateway says of itself when something is wrong, and what draining does. */
class HealthTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private Posthouse posthouse;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> settings = Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(),
                "POSTHOUSE_STORE_DURABILITY", "memory",
                "POSTHOUSE_SERVER_PORT", "0",
                "POSTHOUSE_SERVER_DRAIN", "PT1S",
                "POSTHOUSE_MANAGEMENT_PORT", "0");
        posthouse = Posthouse.on(vertx)
                .config(ConfigReader.read(null, settings, Set.of()).config())
                .start()
                .await(30, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        signalRedis("CONT");
        posthouse.stop().await(30, SECONDS);
        vertx.close().await(10, SECONDS);
    }

    @Test
    void aNodeWhoseStoreDoesNotAnswerIsNotReadyUntilItDoes() throws Exception {
        assertThat(ask("GET", "/health/ready").statusCode()).isEqualTo(200);

        signalRedis("STOP");
        HttpResponse<String> unready = ask("GET", "/health/ready");

        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(problems(unready)).containsExactly("The store did not answer a health check.");
        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);

        signalRedis("CONT");
        long patience = System.nanoTime() + SECONDS.toNanos(10);
        while (ask("GET", "/health/ready").statusCode() != 200) {
            assertThat(System.nanoTime()).as("it recovers by itself").isLessThan(patience);
        }
    }

    @Test
    void aDrainedNodeTellsItsClientsToComeBackAndTakesNoMore() throws Exception {
        posthouse.createAccount("ann", "token-of-ann", null).await(5, SECONDS);
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        PosthouseClient ann = connect(closed);

        assertThat(ask("POST", "/drain").statusCode()).isEqualTo(202);

        assertThat(closed.get(10, SECONDS)).as("a code that says: come back").isBetween(4000, 4499);
        HttpResponse<String> ready = ask("GET", "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(problems(ready)).containsExactly("The node is draining.");
        assertThat(ann.isOnline()).isFalse();
        posthouse.drain().await(10, SECONDS);
        assertThat(connect(new CompletableFuture<>(), false))
                .as("nobody is let in")
                .isFalse();
    }

    private PosthouseClient connect(CompletableFuture<Integer> closed) throws Exception {
        PosthouseClient client = client(closed);
        client.connect().await(5, SECONDS);
        return client;
    }

    private boolean connect(CompletableFuture<Integer> closed, boolean otherwise) throws Exception {
        return client(closed).connect().map(true).otherwise(otherwise).await(10, SECONDS);
    }

    private PosthouseClient client(CompletableFuture<Integer> closed) {
        ClientOptions options = ClientOptions.of("127.0.0.1", posthouse.port(), "ann", "token-of-ann");
        return Clients.on(vertx).client(options.withoutReconnecting()).on(new Listener() {
            @Override
            public void disconnected(PosthouseClient client, int code) {
                closed.complete(code);
            }
        });
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + posthouse.managementPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonArray problems(HttpResponse<String> response) {
        return new JsonObject(response.body()).getJsonArray("problems");
    }

    private void signalRedis(String signal) throws Exception {
        Path pid = directory.resolve("redis.pid");
        if (Files.exists(pid)) {
            int code = new ProcessBuilder(
                            "kill", "-" + signal, Files.readString(pid).trim())
                    .start()
                    .waitFor();
            assertThat(code).as("kill -" + signal).isZero();
        }
    }
}
