package io.posthouse.config;

/** A text that no log, error or printed configuration may show. Prints as {@code ***}. */
public final class Secret {
    public static final Secret NONE = new Secret("");

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    public boolean isSet() {
        return !text.isEmpty();
    }

    /** The text itself, for the one place that needs it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return isSet() ? "***" : "";
    }
}
