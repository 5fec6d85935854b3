package io.posthouse.protocol.nim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthouse.config.Config;
import io.posthouse.config.LimitsConfig;
import io.posthouse.protocol.json.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is said in the recorded conversations. */
final class Recordings {
    static final Path FOLDER = Path.of("src/test/resources/wire/nim");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PUSHED = Pattern.compile("^S.*\"sid\":(\\d+),\"cid\":(\\d+),\"ser\":0,.*");

    private Recordings() {}

    /** What clients say, with something in place of what only the gateway knows; none that is meant to be wrong. */
    static List<String> clientPackets() {
        List<String> packets = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("C") && line.contains("\"Q\"")) {
                packets.add(line.substring(line.indexOf(": ") + 2)
                        .replaceAll("<(\\w+) \\w+ \\d+>", "$1")
                        .replaceAll("\"<t\\d+>\"", "1700000000000")
                        .replaceAll("<\\w+>", "42"));
            }
        }
        return packets;
    }

    /** {@code 7_2} and whatever else the gateway says unasked. */
    static List<String> pushes() {
        return lines().stream()
                .map(PUSHED::matcher)
                .filter(Matcher::matches)
                .map(said -> said.group(1) + "_" + said.group(2))
                .distinct()
                .toList();
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(name -> !name.toString().contains("hostile"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lines;
    }

    static JsonNode json(String packet) {
        try {
            return JSON.readTree(packet);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** What counts commands and refusals is tested elsewhere. */
    static Config generous(Config config) {
        LimitsConfig limits = config.limits();
        LimitsConfig wide = new LimitsConfig(
                limits.bodyCharsMax(),
                limits.attachBytesMax(),
                limits.extBytesMax(),
                limits.frameBytesMax(),
                1_000_000,
                1_000_000,
                1_000_000,
                1_000_000,
                limits.connectionsMax(),
                limits.connectionsPerAccountMax(),
                limits.connectionsMax(),
                limits.loginTimeout(),
                limits.idleTimeout(),
                limits.queueBytesMax(),
                limits.queueTimeout(),
                limits.inFlightMax(),
                1_000_000,
                limits.pageMax(),
                limits.searchEntriesMax(),
                limits.relationsMax(),
                limits.stickTopsMax(),
                limits.devicesMax(),
                limits.changesMax(),
                limits.friendsMax(),
                limits.friendApplicationsMax());
        return Gateway.withLimits(wide).apply(config);
    }
}
