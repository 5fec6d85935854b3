package io.posthouse.config;

import java.time.Duration;

/**
 * The recall window, from the {@code recall} section (R1).
 *
 * @param window how long after its time a message may be recalled; zero turns recall off
 */
public record RecallConfig(Duration window) {
    public static final RecallConfig DEFAULT = new RecallConfig(Duration.ofMinutes(2));
}
