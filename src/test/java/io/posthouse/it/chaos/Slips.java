package io.posthouse.it.chaos;

import io.posthouse.it.history.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that do now and then what a gateway must not do. */
final class Slips {
    private static final int NOW_AND_THEN = 6;

    private Slips() {}

    private static boolean isPush(JsonObject frame) {
        return frame.getString("on", "").equals("msg");
    }

    static final class AnsweredAndLost implements Filter {
        private String account = "";
        private int sends;

        @Override
        public List<JsonObject> said(JsonObject frame, List<JsonObject> answers) {
            account = frame.getString("account", account);
            boolean isSlip = frame.getString("do").equals("send") && ++sends % NOW_AND_THEN == 0;
            if (!isSlip) {
                return List.of(frame);
            }
            JsonObject msg = frame.getJsonObject("msg")
                    .copy()
                    .put("from", account)
                    .put("fromClientType", "Web")
                    .put("fromDeviceId", "d0")
                    .put("idServer", "1000" + sends)
                    .put("seq", 1_000 + sends)
                    .put("time", System.currentTimeMillis());
            answers.add(new JsonObject()
                    .put("id", frame.getLong("id"))
                    .put(
                            "ok",
                            new JsonObject()
                                    .put("msg", msg)
                                    .put("durability", "memory")
                                    .put("duplicate", false)));
            return List.of();
        }
    }

    static final class AnotherId implements Filter {
        private int answers;

        @Override
        public List<JsonObject> heard(JsonObject frame) {
            boolean isSent = frame.getJsonObject("ok", new JsonObject()).containsKey("durability");
            if (!isSent || ++answers % NOW_AND_THEN != 0) {
                return List.of(frame);
            }
            JsonObject other = frame.copy();
            JsonObject msg = other.getJsonObject("ok").getJsonObject("msg");
            msg.put("idServer", msg.getString("idServer") + "7");
            return List.of(other);
        }
    }

    static final class PushLost implements Filter {
        private int pushes;

        @Override
        public List<JsonObject> heard(JsonObject frame) {
            return isPush(frame) && ++pushes % NOW_AND_THEN == 0 ? List.of() : List.of(frame);
        }
    }

    static final class PushTwice implements Filter {
        private int pushes;

        @Override
        public List<JsonObject> heard(JsonObject frame) {
            return isPush(frame) && ++pushes % NOW_AND_THEN == 0 ? List.of(frame, frame) : List.of(frame);
        }
    }

    /** A push waits until another one of its conversation has passed it. */
    static final class TwoSwapped implements Filter {
        private @Nullable JsonObject held;

        @Override
        public List<JsonObject> heard(JsonObject frame) {
            if (!isPush(frame)) {
                return List.of(frame);
            }
            if (held == null) {
                held = frame;
                return List.of();
            }
            JsonObject before = held;
            boolean isSame = conversation(before).equals(conversation(frame));
            held = isSame ? null : frame;
            return isSame ? List.of(frame, before) : List.of(before);
        }

        private static String conversation(JsonObject frame) {
            JsonObject msg = frame.getJsonObject("msg");
            return Wire.message(msg).conversation().key();
        }
    }
}
