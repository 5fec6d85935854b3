package io.posthouse.protocol.json;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.Clients;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays src/test/resources/wire/json through real sockets against a whole gateway on a real Redis. To replay some only:
 * {@code -Dposthouse.recording=<how the name begins>}.
 */
class ConversationTest {

    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(vertx, data);
        clients = Clients.on(vertx);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    static Stream<String> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Recordings.FOLDER)) {
            String only = System.getProperty("posthouse.recording", "");
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(only))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void theGatewayAnswersAsRecorded(String name) throws Exception {
        String suffix = Integer.toString(Math.floorMod(name.hashCode(), 1_000_000));
        gateway.account("ann" + suffix);
        gateway.account("bob" + suffix);

        new Replay(clients, gateway.port(), suffix).play(Files.readAllLines(Recordings.FOLDER.resolve(name)));

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
    }

    @Test
    void everyCommandIsRecorded() throws IOException {
        Set<String> recorded = new TreeSet<>();
        for (String name : recordings().toList()) {
            for (String line : Files.readAllLines(Recordings.FOLDER.resolve(name))) {
                Verbs.table(1).keySet().stream()
                        .filter(verb -> line.startsWith("C") && line.contains("\"do\":\"" + verb + "\""))
                        .forEach(recorded::add);
            }
        }

        assertThat(recorded)
                .containsExactlyInAnyOrderElementsOf(List.copyOf(Verbs.table(1).keySet()));
    }
}
