package io.posthouse.protocol.nim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The last column, "here", of the tables of versions in src/docs/nim.md. The others are minded by a test in src/test/js. */
class MatrixTest {
    private static final Path PAGE = Path.of("src/docs/nim.md");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+_\\d+) \\|.*\\| (\\S+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\d+_\\d+) \\w+`");
    private static final String TOLD = "What they are told";

    /** What answers a request, which is no push, though it is said unasked as well. */
    private static final Set<String> BOTH = Set.of("1_2", "3_8");

    @Test
    void thePageSaysOfEachCommandWhetherItIsAnswered() throws IOException {
        Map<String, String> offered = new TreeMap<>();
        Commands.table().forEach((id, row) -> offered.put(id, isRefused(id) ? "403" : "yes"));
        Map<String, String> page = rows(true);

        page.forEach((id, here) ->
                assertThat(here).as("\"here\" of %s in %s", id, PAGE).isEqualTo(offered.getOrDefault(id, "404")));
        assertThat(page.keySet()).as("commands in %s", PAGE).containsAll(offered.keySet());
    }

    @Test
    void thePageSaysOfEachPushWhetherItIsEverSaidAndARecordingHasIt() throws IOException {
        Set<String> said = new TreeSet<>(Recordings.pushes());
        said.removeAll(BOTH);
        Set<String> page = rows(false).entrySet().stream()
                .filter(row -> row.getValue().equals("yes"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(page).as("pushes with \"yes\" in %s", PAGE).isEqualTo(said);
    }

    @Test
    void thePageSaysOfEachThatIsNotThereWhy() throws IOException {
        Set<String> missing = new TreeSet<>();
        rows(true).forEach((id, here) -> addIf(!here.equals("yes"), id, missing));
        rows(false).forEach((id, here) -> addIf(!here.equals("yes"), id, missing));
        Set<String> explained = new TreeSet<>();
        String page = Files.readString(PAGE);
        Matcher named = NAMED.matcher(page.substring(page.indexOf("## Not offered")));
        while (named.find()) {
            explained.add(named.group(1));
        }

        assertThat(missing)
                .as("commands and pushes without \"yes\" in %s", PAGE)
                .isEqualTo(explained);
    }

    private static void addIf(boolean isIn, String id, Set<String> set) {
        if (isIn) {
            set.add(id);
        }
    }

    private static boolean isRefused(String id) {
        return NotOffered.rows().stream().anyMatch(row -> row.id().equals(id));
    }

    private static Map<String, String> rows(boolean asked) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        boolean isTold = false;
        for (String line : Files.readAllLines(PAGE)) {
            isTold |= line.startsWith(TOLD);
            Matcher row = ROW.matcher(line);
            if (row.matches() && isTold != asked) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }
}
