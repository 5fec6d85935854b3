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
    private static Gateway strict;
    private static Clients clients;

    @BeforeAll
    static void start(@TempDir Path data, @TempDir Path strictData) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data);
        strict = Gateway.start(strictData, Settings::strict);
        clients = Clients.on(vertx);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            strict.stop();
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    static List<String> recordings() throws IOException {
        return namesIn(Recordings.FOLDER);
    }

    static List<String> strictRecordings() throws IOException {
        return namesIn(Recordings.STRICT);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        String only = System.getProperty("posthouse.recording", "");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(only))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("recordings")
    void theGatewayAnswersAsRecorded(String name) throws Exception {
        replay(gateway, Recordings.FOLDER.resolve(name));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("strictRecordings")
    void aGatewayWithNarrowLimitsAnswersAsRecorded(String name) throws Exception {
        replay(strict, Recordings.STRICT.resolve(name));
    }

    private static void replay(Gateway answering, Path recording) throws Exception {
        String suffix = Integer.toString(Math.floorMod(recording.hashCode(), 1_000_000));
        answering.account("ann" + suffix);
        answering.account("bob" + suffix);
        answering.account("cleo" + suffix);

        new Replay(clients, answering.port(), suffix).play(Files.readAllLines(recording));

        assertThat(answering.bugs()).as("bugs that were logged").isEmpty();
    }

    @Test
    void everyCommandIsRecorded() throws IOException {
        Set<String> recorded = new TreeSet<>();
        for (String name : recordings()) {
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
