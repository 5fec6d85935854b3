package io.posthouse.protocol.nim;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.connection.Closing;
import io.posthouse.model.Fault;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpellingTest {
    /** What the vendor's client takes for a success. */
    private static final Set<Integer> SUCCESSES = Set.of(200, 406, 808, 810);

    @ParameterizedTest
    @EnumSource(Fault.class)
    void noFaultReadsAsASuccess(Fault fault) {
        assertThat(Spelling.codeOf(fault)).isNotIn(SUCCESSES);
        assertThat(Spelling.teamCodeOf(fault)).isNotIn(SUCCESSES);
    }

    @Test
    void theCodesThatClientsActOnAreTheVendors() {
        Map<Fault, Integer> known = Map.of(
                Fault.UNAUTHENTICATED, 302,
                Fault.RECALL_WINDOW_CLOSED, 508,
                Fault.BLOCKED, 7101,
                Fault.INVALID, 414,
                Fault.RATE_LIMITED, 416,
                Fault.MUTED, 812,
                Fault.NOT_A_MEMBER, 804);

        known.forEach((fault, code) -> assertThat(Spelling.codeOf(fault)).isEqualTo(code));
    }

    @Test
    void whatIsRefusedAboutATeamHasCodesOfItsOwn() {
        assertThat(Spelling.teamCodeOf(Fault.NOT_FOUND)).isEqualTo(803);
        assertThat(Spelling.teamCodeOf(Fault.FORBIDDEN)).isEqualTo(802);
        assertThat(Spelling.teamCodeOf(Fault.LIMIT_REACHED)).isEqualTo(801);
        assertThat(Spelling.teamCodeOf(Fault.ALREADY_EXISTS)).isEqualTo(809);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCloseForAFaultTellsWhetherToComeBack(Fault fault) {
        boolean comeBack = fault.retry() != Fault.Retry.NEVER;

        assertThat(Spelling.closeCode(new Closing.Refused(fault)))
                .isBetween(comeBack ? 4000 : 4500, comeBack ? 4499 : 4999);
    }
}
