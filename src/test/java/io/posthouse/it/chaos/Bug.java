package io.posthouse.it.chaos;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Bugs that are planted for one circle each, by the name of its accounts: in what the device hears and says, or in the gateways' own scripts
 * ({@link BuggyScripts}). Each is a way in which such systems really fail.
 */
enum Bug {
    /** The device is answered, and nothing was stored. */
    ANSWERED_AND_LOST("S1"),
    /** An answer is dropped, and another id is handed out. */
    ANOTHER_ID("S1"),
    RESEND_STORED("S2"),
    TWO_SWAPPED("S3"),
    BLOCK_IGNORED("S5"),
    PUSH_LOST("D1"),
    PUSH_TWICE("D5"),
    /** Acknowledgements are taken and not kept. */
    ACK_FORGOTTEN("D3"),
    /** The recall is told, and the message stays. */
    RECALL_FORGOTTEN("A4, R4"),
    WINDOW_OPEN("R1, R5"),
    RECEIPT_BACK("C1"),
    RECALLED_COUNTS("C3"),
    STRANGER_SENDS("T3");

    private final String rule;

    /** @param rule how the words of the rule begin that it breaks */
    Bug(String rule) {
        this.rule = rule;
    }

    String rule() {
        return rule;
    }

    /** What stands between each of the circle's devices and its line. */
    Supplier<Filter> filters() {
        return switch (this) {
            case ANSWERED_AND_LOST -> Slips.AnsweredAndLost::new;
            case ANOTHER_ID -> Slips.AnotherId::new;
            case TWO_SWAPPED -> Slips.TwoSwapped::new;
            case PUSH_LOST -> Slips.PushLost::new;
            case PUSH_TWICE -> Slips.PushTwice::new;
            default -> Filter.None::new;
        };
    }

    /** How the names of the circle's accounts begin. */
    String tag() {
        return name().replace("_", "").toLowerCase(Locale.ROOT);
    }
}
