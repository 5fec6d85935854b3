package io.posthouse.config;

import java.time.Duration;

/**
 * This node among others, from the {@code cluster} section.
 *
 * @param leaseLife after this long without a sign a node is no target any more
 */
public record ClusterConfig(Duration leaseLife) {
    public static final ClusterConfig DEFAULT = new ClusterConfig(Duration.ofSeconds(15));

    public ClusterConfig {
        Check.positive(leaseLife, "leaseLife");
    }

    public static ClusterConfig from(Section section) {
        Duration leaseLife =
                section.duration("leaseLife", DEFAULT.leaseLife, Duration.ofSeconds(3), Duration.ofMinutes(5));
        section.rejectUnknown();
        return new ClusterConfig(leaseLife);
    }
}
