package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.Clients;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays src/test/resources/wire/nim through real sockets against a whole gateway on a real Redis. To replay some only:
 * {@code -Dposthouse.recording=<how the name begins>}.
 */
class ConversationTest {
    private static final Pattern ASKED = Pattern.compile("^C.*\"SID\":(\\d+),\"CID\":(\\d+)");

    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data);
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

    static List<String> recordings() throws IOException {
        String only = System.getProperty("posthouse.recording", "");
        try (Stream<Path> files = Files.list(Recordings.FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(only))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("recordings")
    void theGatewayAnswersAsRecorded(String name) throws Exception {
        Path recording = Recordings.FOLDER.resolve(name);
        String suffix = Integer.toString(Math.floorMod(name.hashCode(), 1_000_000));
        for (String account : List.of("ann", "bob", "cleo")) {
            gateway.account(account + suffix);
        }

        new Replay(clients, gateway, suffix).play(Files.readAllLines(recording));

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
    }

    @Test
    void everyCommandIsRecorded() throws IOException {
        Set<String> recorded = new TreeSet<>();
        for (String name : recordings()) {
            for (String line : Files.readAllLines(Recordings.FOLDER.resolve(name))) {
                Matcher asked = ASKED.matcher(line);
                if (asked.find()) {
                    recorded.add(asked.group(1) + "_" + asked.group(2));
                }
            }
        }

        assertThat(recorded).containsAll(Commands.table().keySet());
    }
}
