package io.posthouse.it.chaos;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Stands between a device and its line, and sees each frame before the device does. */
interface Filter {
    /** @return what goes to the gateway instead of a frame of the device's, and what the device is told at once, in its place */
    default List<JsonObject> said(JsonObject frame, List<JsonObject> answers) {
        return List.of(frame);
    }

    /** @return what the device hears instead of a frame of the gateway's */
    default List<JsonObject> heard(JsonObject frame) {
        return List.of(frame);
    }

    /** A line that is what it seems. */
    final class None implements Filter {}
}
