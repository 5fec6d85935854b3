package io.posthouse.it.history;

import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;

/** How the gateways are set up whose histories are played, and where the dice start. */
final class Settings {
    /** Small, so that short histories reach them. */
    static final Login.Caps SMALL_CAPS = new Login.Caps(6, 4, 2);

    /**
     * A connection looks for what it missed up to a minute before its login, also in sessions beyond the latest ones that
     * a new device is told: all of a short history. So here all sessions are among the latest ones.
     */
    static final Login.Caps SOCKET_CAPS = new Login.Caps(6, 4, 100);

    private Settings() {}

    static Config of(Path dataDirectory, Login.Caps caps) {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("POSTHOUSE_SERVER_PORT", "0"),
                Map.entry("POSTHOUSE_SERVER_PAGE", "false"),
                Map.entry("POSTHOUSE_MANAGEMENT_ENABLED", "false"),
                Map.entry("POSTHOUSE_STORE_DATA_DIRECTORY", dataDirectory.toString()),
                Map.entry("POSTHOUSE_STORE_DURABILITY", "memory"),
                Map.entry("POSTHOUSE_STORE_TIMEOUT", "PT20S"),
                Map.entry("POSTHOUSE_SERVER_REQUEST_TIMEOUT", "PT20S"),
                Map.entry("POSTHOUSE_SYNC_OFFLINE_PER_SESSION_MAX", Integer.toString(caps.offline())),
                Map.entry("POSTHOUSE_SYNC_ROAMING_PER_SESSION_MAX", Integer.toString(caps.roaming())),
                Map.entry("POSTHOUSE_SYNC_ROAMING_SESSIONS_MAX", Integer.toString(caps.sessions())),
                Map.entry("POSTHOUSE_SYNC_ACKNOWLEDGE_DELAY", "PT0.005S"),
                Map.entry("POSTHOUSE_LIMITS_CONNECTION_RATE", "100000"),
                Map.entry("POSTHOUSE_LIMITS_CONNECTION_BURST", "100000"),
                Map.entry("POSTHOUSE_LIMITS_ACCOUNT_RATE", "100000"),
                Map.entry("POSTHOUSE_LIMITS_ACCOUNT_BURST", "100000"));
        return ConfigReader.read(null, settings, Set.of()).config();
    }

    /**
     * From {@code posthouse.histories.seed}: a number, or {@code random}; printed. The same for every build unless it is given, so
     * that a build fails for what was changed and not for its luck; who looks for bugs plays random ones.
     */
    static long seed() {
        String given = System.getProperty("posthouse.histories.seed", "20261123");
        long seed = given.equals("random") ? new SecureRandom().nextInt(Integer.MAX_VALUE) : Long.parseLong(given);
        System.out.println("random histories start at seed " + seed
                + "; play one again with -Dposthouse.histories=1 -Dposthouse.histories.seed=SEED");
        return seed;
    }
}
