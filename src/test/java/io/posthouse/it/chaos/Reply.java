package io.posthouse.it.chaos;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param ok null if it was refused, or if its outcome is unknown
 * @param isFinal whether asking again would change nothing: it was granted, or refused for good
 */
record Reply(@Nullable JsonObject ok, boolean isFinal) {
    static final Reply UNKNOWN = new Reply(null, false);

    static Reply of(JsonObject answer) {
        JsonObject ok = answer.getJsonObject("ok");
        return new Reply(
                ok,
                ok != null || answer.getJsonObject("error").getString("retry").equals("never"));
    }
}
