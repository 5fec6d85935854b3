package io.posthouse.team;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionTableTest {
    private static final Path DOC = Path.of("src/docs/teams.md");
    private static final String BEGIN = "<!-- permissions: begin (written from the code, checked by a test) -->\n";
    private static final String END = "<!-- permissions: end -->";
    private static final Map<Character, String> ROLES = Map.of('o', "owner", 'm', "manager", 's', "server");
    private static final Map<String, String> TARGETS =
            Map.of("mn", "managers and normal members", "n", "normal members", "m", "managers");

    /** To write the table anew: -Dposthouse.docs.write=true. */
    @Test
    void theTableInTheDocIsTheOneInTheCode() throws IOException {
        String doc = Files.readString(DOC);
        int begin = doc.indexOf(BEGIN) + BEGIN.length();
        int end = doc.indexOf(END);
        if (Boolean.getBoolean("posthouse.docs.write")) {
            Files.writeString(DOC, doc.substring(0, begin) + table() + doc.substring(end));
        }

        assertThat(Files.readString(DOC)).contains(BEGIN + table() + END);
    }

    private static String table() {
        String head = """
                | action | if | owner | manager | normal member | nobody | server | on whom |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """;
        return head
                + Arrays.stream(TeamAction.values())
                        .flatMap(action -> action.grant().roles().entrySet().stream()
                                .map(cell -> row(action, cell.getKey(), cell.getValue())))
                        .collect(Collectors.joining());
    }

    private static String row(TeamAction action, String word, String letters) {
        Grant grant = action.grant();
        String mode = grant.mode() == null ? "" : "`" + grant.mode().wireName() + "` is `" + word + "`";
        String roles = "omn-s"
                .chars()
                .mapToObj(letter -> letters.indexOf(letter) >= 0 ? "yes" : "")
                .collect(Collectors.joining(" | "));
        return "| " + action.title() + " | " + mode + " | " + roles + " | " + targets(grant) + " |\n";
    }

    private static String targets(Grant grant) {
        return "oms"
                .chars()
                .mapToObj(letter -> (char) letter)
                .filter(grant.targets()::containsKey)
                .map(role ->
                        ROLES.get(role) + ": " + TARGETS.get(grant.targets().get(role)))
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @EnumSource(TeamAction.class)
    void theServerMayDoEverythingButWhatAnAccountDecidesForItself(TeamAction action) {
        Set<TeamAction> own = Set.of(TeamAction.APPLY, TeamAction.ANSWER_INVITATION, TeamAction.LEAVE);

        assertThat(action.grant().roles().values())
                .allSatisfy(letters ->
                        assertThat(letters.contains("s")).as("T1: %s", action).isEqualTo(!own.contains(action)));
    }

    @ParameterizedTest
    @EnumSource(TeamAction.class)
    void aModeThatDecidesHasACellForEachOfItsWords(TeamAction action) {
        Grant grant = action.grant();
        List<String> words = grant.mode() == null ? List.of("") : grant.mode().words();

        assertThat(grant.roles().keySet()).as("T1: %s", action).containsExactlyElementsOf(words);
    }

    @ParameterizedTest
    @EnumSource(TeamAction.class)
    void nobodyIsAimedAtByARoleThatMayNot(TeamAction action) {
        String allowed = String.join("", action.grant().roles().values());

        assertThat(action.grant().targets().keySet()).as("T1: %s", action).allSatisfy(role -> assertThat(allowed)
                .contains(role.toString()));
    }
}
