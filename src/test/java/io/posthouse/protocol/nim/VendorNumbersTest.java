package io.posthouse.protocol.nim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The vendor's numbers of commands and codes stand in the package of its wire and nowhere else in the gateway: the core knows nothing of
 * it. (Our own browser client spells refusals with the vendor's codes too, for it has the API of the vendor's page.)
 */
class VendorNumbersTest {
    private static final Path MAIN = Path.of("src/main");
    private static final Path BROWSER_CLIENT = MAIN.resolve("js");
    private static final Path WIRE = MAIN.resolve("java/io/posthouse/protocol/nim");
    private static final Pattern NUMBER =
            Pattern.compile("['\"]\\d{1,3}_\\d{1,3}['\"]|\\b(7101|10201|104(0[4-9]|1[0147]|19|20))\\b");
    private static final Pattern TEXT = Pattern.compile(".*\\.(java|js|html|lua)");

    @Test
    void nobodyElseNamesThem() throws IOException {
        assertThat(linesWithNumbers(false)).isEmpty();
        assertThat(linesWithNumbers(true)).as("in the package itself they are").isNotEmpty();
    }

    private static List<String> linesWithNumbers(boolean ofTheWire) throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> !file.startsWith(BROWSER_CLIENT))
                    .filter(file -> TEXT.matcher(file.toString()).matches())
                    .filter(file -> file.startsWith(WIRE) == ofTheWire)
                    .flatMap(VendorNumbersTest::lines)
                    .filter(line -> NUMBER.matcher(line).find())
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> file + ": " + line);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
