package io.posthouse.protocol.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What clients say in the recorded conversations. */
final class Recordings {
    static final Path FOLDER = Path.of("src/test/resources/wire/json");

    /** For a gateway with {@link Settings#strict} settings. */
    static final Path STRICT = Path.of("src/test/resources/wire/json-strict");

    private Recordings() {}

    static List<String> clientFrames() {
        List<String> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("C") && line.contains(": {"))
                        .map(line -> line.substring(line.indexOf(": ") + 2))
                        .map(frame -> frame.replaceAll(
                                "(\"(to|teamId|idServer|idClient)\":|\\[)\"<\\w+>\"", "$1\"1700000000000\""))
                        .map(frame -> frame.replaceAll("-<\\w+>", "-1700000000000"))
                        .map(frame -> new Placeholders().fill(frame.replaceAll("\"<(\\w+)>\"", "1700000000000")))
                        .distinct()
                        .forEach(frames::add);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return frames;
    }
}
