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
}
