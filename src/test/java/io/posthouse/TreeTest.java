package io.posthouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tree promises to those who read it: short files, scripts that say their use, nothing unfinished. */
class TreeTest {
    private static final Path TREE = Path.of("").toAbsolutePath();
    private static final int LINES_MAX = 400;
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b(?! #\\d)");
    private static final Set<String> TOP_LEVEL = Set.of("pom.xml", "src", "conf", "scripts", "README.md");
    private static final Set<String> MADE = Set.of("target", "data");

    @Test
    void noSourceFileIsOverFourHundredLines() throws IOException {
        assertThat(sources().filter(file -> linesOf(file).size() > LINES_MAX)).isEmpty();
    }

    @Test
    void nothingIsUnfinishedWithoutAnIssueNumber() throws IOException {
        assertThat(sources().filter(file -> linesOf(file).stream()
                        .anyMatch(line -> UNFINISHED.matcher(line).find())))
                .isEmpty();
    }

    @Test
    void theTopLevelHoldsWhatItShouldAndNothingElse() throws IOException {
        try (Stream<Path> top = Files.list(TREE)) {
            assertThat(top.map(path -> path.getFileName().toString())
                            .filter(name -> !name.startsWith(".") && !MADE.contains(name)))
                    .containsExactlyInAnyOrderElementsOf(TOP_LEVEL);
        }
    }

    @Test
    void everyScriptIsExecutableShortAndSaysItsUseOnItsSecondLine() throws IOException {
        try (Stream<Path> scripts = Files.list(TREE.resolve("scripts"))) {
            assertThat(scripts.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(script -> {
                List<String> lines = linesOf(script);
                assertThat(Files.isExecutable(script)).isTrue();
                assertThat(lines.get(0)).startsWith("#!");
                assertThat(lines.get(1)).startsWith("# scripts/" + script.getFileName());
                assertThat(lines).hasSizeLessThan(120);
            });
        }
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(TREE.resolve("src"))) {
            return files
                    .filter(file -> file.toString().matches(".*\\.(java|js|mjs|lua|css|html)"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList()
                    .stream();
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
