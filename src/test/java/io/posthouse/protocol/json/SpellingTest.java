package io.posthouse.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.connection.Closing;
import io.posthouse.model.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpellingTest {
    private static final Path DOC = Path.of("src/docs/protocol.md");
    private static final String BEGIN = "<!-- faults: begin (written from the code, checked by a test) -->\n";
    private static final String END = "<!-- faults: end -->";

    /** To write the table anew: -Dposthouse.docs.write=true. */
    @Test
    void theTableOfFaultsInTheDocIsTheOneInTheCode() throws IOException {
        String doc = Files.readString(DOC);
        int begin = doc.indexOf(BEGIN) + BEGIN.length();
        int end = doc.indexOf(END);
        if (Boolean.getBoolean("posthouse.docs.write")) {
            Files.writeString(DOC, doc.substring(0, begin) + table() + doc.substring(end));
        }

        assertThat(Files.readString(DOC)).contains(BEGIN + table() + END);
    }

    private static String table() {
        return "| code | name | text | retry |\n| --- | --- | --- | --- |\n"
                + Arrays.stream(Fault.values())
                        .map(fault -> "| " + fault.code() + " | `" + Spelling.nameOf(fault) + "` | " + fault.text()
                                + " | " + Spelling.nameOf(fault.retry()) + " |\n")
                        .collect(Collectors.joining());
    }

    @Test
    void everyFaultHasANameOfItsOwn() {
        assertThat(Arrays.stream(Fault.values()).map(Spelling::nameOf)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCloseForAFaultTellsWhetherToComeBack(Fault fault) {
        int code = Spelling.closeCode(new Closing.Refused(fault));

        boolean comeBack = fault.retry() != Fault.Retry.NEVER;
        assertThat(code).isBetween(comeBack ? 4000 : 4500, comeBack ? 4499 : 4999);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyCloseCodeIsInTheDoc(Fault fault) throws IOException {
        int code = Spelling.closeCode(new Closing.Refused(fault));

        assertThat(Files.readString(DOC)).contains("| " + code + " |");
    }
}
