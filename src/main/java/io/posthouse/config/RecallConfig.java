package io.posthouse.config;

import java.time.Duration;

/**
 * The recall window, from the {@code recall} section (R1).
 *
 * @param window how long after its time a message may be recalled; zero turns recall off
 */
public record RecallConfig(Duration window) {
    public static final RecallConfig DEFAULT = new RecallConfig(Duration.ofMinutes(2));

    public RecallConfig {
        Check.notNegative(window, "window");
    }

    public static RecallConfig from(Section section) {
        Duration window = section.duration("window", DEFAULT.window, Duration.ZERO, Duration.ofDays(7));
        section.rejectUnknown();
        return new RecallConfig(window);
    }
}
