package io.posthouse.it.history;

/** A gateway did something else than product.md says. The message holds the rule, the seed and the history around it. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    Violation(String rule, String what) {
        super(rule + ": " + what);
    }

    Violation(long seed, Violation found, String history) {
        super(found.getMessage() + System.lineSeparator() + "seed " + seed + ", the history up to there:"
                + System.lineSeparator() + history);
    }
}
