package io.posthouse.it.chaos;

import io.posthouse.client.RawLine;
import io.posthouse.model.ClientType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One device's end of the wire: logs in, asks, acknowledges, keeps a diary of every frame. It writes protocol.md's frames itself, so that
 * nothing between it and the socket repairs or hides anything. Lives on the stage's event loop.
 */
final class Handset {
    private static final long OPEN_MILLIS_MAX = 5_000;
    private static final long ANSWER_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);
    private static final long SYNC_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);
    private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Stage stage;
    private final Diary diary;
    private final String token;
    private final ClientType type;
    private final Filter filter;
    private final Map<Long, Asked> open = new TreeMap<>();
    private final Map<String, Long> arrived = new HashMap<>();
    private final List<Consumer<JsonObject>> listeners = new ArrayList<>();
    private @Nullable RawLine line;
    private @Nullable Promise<Boolean> synced;
    private int lines;
    private long lastId;
    private boolean isIn;
    private long pingAtNanos;
    private long inByNanos;
    private long toldAtNanos;
    private boolean wasTold;
    private JsonObject cursor = new JsonObject();

    private record Asked(Promise<Reply> reply, String verb, long byNanos) {}

    Handset(Stage stage, Diary diary, String token, ClientType type, Filter filter) {
        this.stage = stage;
        this.diary = diary;
        this.token = token;
        this.type = type;
        this.filter = filter;
    }

    Diary diary() {
        return diary;
    }

    String account() {
        return diary.account();
    }

    /** Hears every event. */
    void on(Consumer<JsonObject> listener) {
        listeners.add(listener);
    }

    /** Whether it is logged in and its sync is done. */
    boolean isIn() {
        return isIn;
    }

    boolean isAway() {
        return line == null && synced == null;
    }

    /** Whether the sync on its line told it of anything that was due. */
    boolean wasTold() {
        return wasTold;
    }

    /** When it last heard of a message or a recall. */
    long toldAtNanos() {
        return toldAtNanos;
    }

    /** Gives its line up without a word. */
    void vanish() {
        RawLine dropped = line;
        if (dropped != null) {
            gone(dropped);
            dropped.close();
        }
    }

    /** Logs in on a node. @return whether it is in, and has been told all that the sync tells */
    Future<Boolean> comeIn(int node, boolean forget, boolean isExact) {
        if (!isAway()) {
            return Future.succeededFuture(isIn);
        }
        Promise<Boolean> done = Promise.promise();
        synced = done;
        Future<RawLine> opening = stage.clients().raw("127.0.0.1", stage.port(node));
        long timer = stage.vertx().setTimer(OPEN_MILLIS_MAX, late -> given(done));
        opening.onComplete(opened -> {
            stage.vertx().cancelTimer(timer);
            if (opened.failed()) {
                given(done);
            } else if (synced != done) {
                opened.result().close();
            } else {
                begin(opened.result(), node, forget, isExact);
            }
        });
        return done.future();
    }

    private void given(Promise<Boolean> attempt) {
        if (synced == attempt) {
            synced = null;
        }
        attempt.tryComplete(false);
    }

    private void begin(RawLine opened, int node, boolean forget, boolean isExact) {
        line = opened;
        lines++;
        lastId = 0;
        arrived.clear();
        wasTold = false;
        cursor = forget ? new JsonObject() : cursor;
        pingAtNanos = stage.nowNanos() + PING_NANOS;
        inByNanos = stage.nowNanos() + SYNC_NANOS_MAX;
        note(Note.Kind.OPENED, new JsonObject().put("node", node).put(Note.EXACT, isExact));
        opened.onFrame(text -> onText(opened, text));
        opened.closed().onSuccess(code -> gone(opened));
        JsonObject login = new JsonObject()
                .put("account", diary.account())
                .put("token", token)
                .put("deviceId", diary.device())
                .put("clientType", type.wireName())
                .mergeIn(cursor);
        ask("login", login).onSuccess(reply -> {
            if (reply.ok() == null && line == opened) {
                vanish();
            } else if (reply.ok() != null && !reply.ok().getString("epoch").equals(cursor.getString("epoch"))) {
                cursor = new JsonObject();
            }
        });
    }

    /** @return never fails; unknown if no answer came in time, or the line dropped */
    Future<Reply> ask(String verb, JsonObject fields) {
        if (line == null) {
            return Future.succeededFuture(Reply.UNKNOWN);
        }
        long id = ++lastId;
        Promise<Reply> reply = Promise.promise();
        open.put(id, new Asked(reply, verb, stage.nowNanos() + ANSWER_NANOS_MAX));
        say(new JsonObject().put("id", id).put("do", verb).mergeIn(fields));
        return reply.future();
    }

    private void say(JsonObject frame) {
        RawLine to = line;
        if (to == null) {
            return;
        }
        note(Note.Kind.SAID, frame);
        List<JsonObject> answers = new ArrayList<>();
        // What goes wrong with a write ends in the line's close.
        filter.said(frame, answers).forEach(instead -> to.send(instead.encode()));
        if (!answers.isEmpty()) {
            stage.vertx().runOnContext(later -> answers.forEach(answer -> onFrame(to, answer)));
        }
    }

    private void onText(RawLine from, String text) {
        filter.heard(new JsonObject(text)).forEach(frame -> onFrame(from, frame));
    }

    private void onFrame(RawLine from, JsonObject frame) {
        if (from != line) {
            return;
        }
        note(Note.Kind.HEARD, frame);
        if (frame.containsKey("id")) {
            Asked asked = open.remove(frame.getLong("id"));
            if (asked != null) {
                keepCursor(asked.verb().equals("ping") ? frame.getJsonObject("ok") : null);
                asked.reply().complete(Reply.of(frame));
            }
            return;
        }
        onEvent(frame);
        listeners.forEach(listener -> listener.accept(frame));
    }

    private void onEvent(JsonObject event) {
        switch (event.getString("on", "")) {
            case "msg" -> arrived(event.getJsonObject("msg"));
            case "recall" -> arrived(event.getJsonObject("recall"));
            case "syncOfflineMsgs", "syncRoamingMsgs" -> arrivedAll(event, "msgs");
            case "syncRecalls" -> arrivedAll(event, "recalls");
            case "synced" -> {
                keepCursor(event);
                isIn = true;
                if (synced != null) {
                    synced.tryComplete(true);
                }
            }
            default -> {}
        }
    }

    private void keepCursor(@Nullable JsonObject told) {
        if (told != null) {
            cursor = new JsonObject()
                    .put("since", told.getLong("since"))
                    .put("changes", told.getLong("changes"))
                    .put("epoch", told.getString("epoch"));
        }
    }

    private void arrivedAll(JsonObject event, String key) {
        wasTold = true;
        JsonArray entries = event.getJsonArray(key);
        for (int i = 0; i < entries.size(); i++) {
            arrived(entries.getJsonObject(i));
        }
    }

    private void arrived(JsonObject entry) {
        String from = entry.getString("from");
        String to = entry.getString("to");
        boolean isP2p = entry.getString("scene").equals("p2p");
        String target = isP2p && to.equals(account()) ? from : to;
        toldAtNanos = stage.nowNanos();
        arrived.merge(entry.getString("scene") + "-" + target, entry.getLong("time"), Math::max);
    }

    /** Says up to where everything has arrived. @return whether there was something to say */
    boolean acknowledge() {
        if (arrived.isEmpty() || line == null) {
            return false;
        }
        JsonObject marks = new JsonObject();
        arrived.forEach(marks::put);
        arrived.clear();
        say(new JsonObject().put("do", "ack").put("marks", marks));
        return true;
    }

    /** Looks whether the line still lives. To be called some times a second. */
    void tick() {
        long now = stage.nowNanos();
        List<Asked> late = new ArrayList<>();
        for (Iterator<Asked> each = open.values().iterator(); each.hasNext(); ) {
            Asked asked = each.next();
            if (asked.byNanos() < now) {
                late.add(asked);
                each.remove();
            }
        }
        boolean isDead = late.stream()
                .anyMatch(asked -> asked.verb().equals("ping") || asked.verb().equals("login"));
        late.forEach(asked -> asked.reply().complete(Reply.UNKNOWN));
        boolean isStuck = line != null && !isIn && now > inByNanos;
        if (isDead || isStuck) {
            vanish();
        } else if (isIn && now > pingAtNanos) {
            pingAtNanos = now + PING_NANOS;
            ask("ping", new JsonObject());
        }
    }

    private void gone(RawLine dropped) {
        if (line != dropped) {
            return;
        }
        line = null;
        isIn = false;
        note(Note.Kind.CLOSED, new JsonObject());
        if (synced != null) {
            Promise<Boolean> waiting = synced;
            synced = null;
            waiting.tryComplete(false);
        }
        List<Asked> unanswered = List.copyOf(open.values());
        open.clear();
        unanswered.forEach(asked -> asked.reply().complete(Reply.UNKNOWN));
    }

    void note(Note.Kind kind, JsonObject frame) {
        diary.notes().add(new Note(stage.nowNanos(), System.currentTimeMillis(), lines, kind, frame));
    }
}
