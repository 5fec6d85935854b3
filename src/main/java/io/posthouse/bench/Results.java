package io.posthouse.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Where results go: to the terminal as a table, and to a file as one JSON object a line. */
final class Results {
    private Results() {}

    static void tell(Target target, JsonObject result) throws IOException {
        tell(target, List.of(result));
    }

    static void tell(Target target, List<JsonObject> results) throws IOException {
        Path file = target.json;
        if (file != null) {
            Files.write(
                    file,
                    results.stream().map(JsonObject::encode).toList(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        print(Report.of(results));
    }

    static List<JsonObject> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(JsonObject::new)
                .toList();
    }

    static void print(String text) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(text);
        out.flush();
    }
}
