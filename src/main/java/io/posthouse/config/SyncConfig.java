package io.posthouse.config;

import java.time.Duration;

/**
 * What a device is told at login, and how losses are found, from the {@code sync} section (D2 to D7).
 *
 * @param offlineAge how old an offline message may be (D6)
 * @param offlinePerSessionMax newest offline messages of a session (D6)
 * @param roamingAge how old roaming messages for a new device may be (D4)
 * @param roamingPerSessionMax for a new device (D4)
 * @param roamingSessionsMax for a new device (D4)
 * @param healInterval how often high-water marks are compared (D2); a lost push is found within twice this and a second
 * @param acknowledgeDelay how long acknowledgements of a device are collected before they are stored
 */
public record SyncConfig(
        Duration offlineAge,
        int offlinePerSessionMax,
        Duration roamingAge,
        int roamingPerSessionMax,
        int roamingSessionsMax,
        Duration healInterval,
        Duration acknowledgeDelay) {
    public static final SyncConfig DEFAULT = new SyncConfig(
            Duration.ofDays(30), 5_000, Duration.ofDays(7), 100, 100, Duration.ofSeconds(2), Duration.ofMillis(100));

    public SyncConfig {
        Check.positive(offlineAge, "offlineAge");
        Check.positive(offlinePerSessionMax, "offlinePerSessionMax");
        Check.notNegative(roamingAge, "roamingAge");
        Check.positive(roamingPerSessionMax, "roamingPerSessionMax");
        Check.positive(roamingSessionsMax, "roamingSessionsMax");
        Check.positive(healInterval, "healInterval");
        Check.notNegative(acknowledgeDelay, "acknowledgeDelay");
    }

    public static SyncConfig from(Section section) {
        SyncConfig sync = new SyncConfig(
                section.duration("offlineAge", DEFAULT.offlineAge, Duration.ofMinutes(1), Duration.ofDays(3_650)),
                section.integer("offlinePerSessionMax", DEFAULT.offlinePerSessionMax, 1, 1_000_000),
                section.duration("roamingAge", DEFAULT.roamingAge, Duration.ZERO, Duration.ofDays(3_650)),
                section.integer("roamingPerSessionMax", DEFAULT.roamingPerSessionMax, 1, 10_000),
                section.integer("roamingSessionsMax", DEFAULT.roamingSessionsMax, 1, 10_000),
                section.duration("healInterval", DEFAULT.healInterval, Duration.ofMillis(100), Duration.ofMinutes(1)),
                section.duration("acknowledgeDelay", DEFAULT.acknowledgeDelay, Duration.ZERO, Duration.ofSeconds(10)));
        section.rejectUnknown();
        return sync;
    }
}
