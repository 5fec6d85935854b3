package io.posthouse.it.chaos;

import io.vertx.core.json.JsonObject;

/**
 * One thing that happened at a device.
 *
 * @param atNanos by one clock for all devices
 * @param wallMillis by the machine's clock, which its Redis goes by too
 * @param line the device's connections count 1, 2, 3 …
 * @param frame what was said or heard; for {@code OPENED} and {@code SCENE} what is to be known of it
 */
record Note(long atNanos, long wallMillis, int line, Kind kind, JsonObject frame) {

    enum Kind {
        /** A connection is open; {@code exact} is true in its frame if what its login tells must be just what the rules say. */
        OPENED,
        SAID,
        HEARD,
        CLOSED,
        /** From here on the device comes back on purpose: what was stored before must have reached it by now (D2). */
        SCENE
    }

    static final String EXACT = "exact";

    @Override
    public String toString() {
        String arrow =
                switch (kind) {
                    case SAID -> "C:";
                    case HEARD -> "S:";
                    default -> kind.name();
                };
        return String.format("%9.3f s  line %d  %s %s", atNanos / 1e9, line, arrow, frame.encode());
    }
}
