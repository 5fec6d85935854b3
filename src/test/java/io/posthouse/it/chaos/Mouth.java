package io.posthouse.it.chaos;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What one device says, says again and takes back. What has no final answer is asked again, on whatever line the device has then, with the
 * same idClient (protocol.md, "A client in ten rules").
 */
final class Mouth {
    private static final int AGAIN_MILLIS_MIN = 300;
    private static final int AGAIN_MILLIS_SPREAD = 500;
    private static final int KEPT_MAX = 200;

    private final Stage stage;
    private final Handset handset;
    private final Random dice;
    private final List<Sent> sent = new ArrayList<>();
    private int count;
    private int open;
    private long answered;

    /**
     * A message of this device's that was answered.
     *
     * @param fields as they were asked
     * @param msg as it was answered
     */
    record Sent(JsonObject fields, JsonObject msg, long atNanos) {}

    Mouth(Stage stage, Handset handset, Random dice) {
        this.stage = stage;
        this.handset = handset;
        this.dice = dice;
    }

    /** Requests without a final answer. */
    int open() {
        return open;
    }

    /** Messages that are sent, however often they were asked for. */
    long answered() {
        return answered;
    }

    /** The first of them. */
    List<Sent> sent() {
        return sent;
    }

    /** Asks until there is a final answer. */
    Future<Reply> persist(String verb, JsonObject fields) {
        Promise<Reply> done = Promise.promise();
        open++;
        attempt(verb, fields, done);
        return done.future();
    }

    private void attempt(String verb, JsonObject fields, Promise<Reply> done) {
        Future<Reply> asked = handset.isIn() ? handset.ask(verb, fields) : Future.succeededFuture(Reply.UNKNOWN);
        asked.onSuccess(reply -> {
            if (reply.isFinal()) {
                open--;
                done.complete(reply);
            } else {
                stage.vertx()
                        .setTimer(
                                AGAIN_MILLIS_MIN + dice.nextInt(AGAIN_MILLIS_SPREAD),
                                again -> attempt(verb, fields, done));
            }
        });
    }

    Future<Reply> say(String scene, String to) {
        String id = handset.account() + "." + handset.diary().device() + "." + ++count;
        JsonObject msg = new JsonObject()
                .put("scene", scene)
                .put("to", to)
                .put("type", "text")
                .put("body", "this is " + id)
                .put("idClient", id);
        if (!scene.equals("p2p") && dice.nextBoolean()) {
            msg.put("teamSpecializationInfo", new JsonObject().put("needACK", true));
        }
        JsonObject fields = new JsonObject().put("msg", msg);
        return persist("send", fields).onSuccess(reply -> {
            if (reply.ok() != null) {
                answered++;
            }
            if (reply.ok() != null && sent.size() < KEPT_MAX) {
                sent.add(new Sent(fields, reply.ok().getJsonObject("msg"), stage.nowNanos()));
            }
        });
    }

    /** S2: some message of its own, as it was or with another content. */
    void sayAgain(boolean isOtherContent) {
        Sent again = oneOf(sent);
        if (again == null) {
            return;
        }
        JsonObject fields = again.fields().copy();
        if (isOtherContent) {
            fields.getJsonObject("msg").put("body", "something else");
        }
        persist("send", fields);
    }

    /** R1, R2: the newest of its own, or the oldest. */
    void recallOwn(boolean isNewest) {
        if (!sent.isEmpty()) {
            recall(sent.get(isNewest ? sent.size() - 1 : 0).msg());
        }
    }

    void recall(JsonObject msg) {
        String other = msg.getString("to").equals(handset.account())
                        && msg.getString("scene").equals("p2p")
                ? msg.getString("from")
                : msg.getString("to");
        persist(
                "recall",
                new JsonObject()
                        .put("scene", msg.getString("scene"))
                        .put("to", other)
                        .put("from", msg.getString("from"))
                        .put("idClient", msg.getString("idClient"))
                        .put("idServer", msg.getString("idServer")));
    }

    private <T> @Nullable T oneOf(List<T> list) {
        return list.isEmpty() ? null : list.get(dice.nextInt(list.size()));
    }
}
