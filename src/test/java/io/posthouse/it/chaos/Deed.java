package io.posthouse.it.chaos;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request of a device and what became of it. */
final class Deed {
    private final Diary who;
    private final Note said;
    private final @Nullable Note answer;

    /** @param answer null if none came: whether it was done is unknown */
    Deed(Diary who, Note said, @Nullable Note answer) {
        this.who = who;
        this.said = said;
        this.answer = answer;
    }

    Diary who() {
        return who;
    }

    Note said() {
        return said;
    }

    @Nullable Note answer() {
        return answer;
    }

    String verb() {
        return said.frame().getString("do");
    }

    JsonObject fields() {
        return said.frame();
    }

    boolean isOk() {
        return answer != null && answer.frame().containsKey("ok");
    }

    JsonObject ok() {
        return answered().frame().getJsonObject("ok");
    }

    /** The fault's code, 0 if it was granted or its outcome is unknown. */
    int code() {
        return answer == null
                ? 0
                : answer.frame().getJsonObject("error", new JsonObject()).getInteger("code", 0);
    }

    Note answered() {
        return Objects.requireNonNull(answer);
    }

    /** Whether it was over before the other one began: then what it did was there first. */
    boolean isBefore(Deed other) {
        return answer != null && answer.atNanos() < other.said.atNanos();
    }
}
