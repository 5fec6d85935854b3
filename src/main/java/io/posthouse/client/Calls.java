package io.posthouse.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The requests of one client that wait for their answer. */
final class Calls {
    private final Map<Long, Promise<JsonObject>> waiting = new HashMap<>();
    private final Queue<Deadline> deadlines = new ArrayDeque<>();
    private final long timeoutMillis;
    private long lastId;

    Calls(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    long nextId() {
        return ++lastId;
    }

    /** The {@code ok} of the answer to come. */
    Future<JsonObject> await(long id) {
        Promise<JsonObject> answer = Promise.promise();
        waiting.put(id, answer);
        deadlines.add(new Deadline(id, Clients.nowMillis() + timeoutMillis));
        return answer.future();
    }

    void answered(JsonObject frame) {
        Promise<JsonObject> answer = waiting.remove(frame.getLong("id", 0L));
        if (answer == null) {
            return;
        }
        JsonObject error = frame.getJsonObject("error");
        if (error == null) {
            answer.complete(frame.getJsonObject("ok", new JsonObject()));
        } else {
            answer.fail(WireReader.refusal(error));
        }
    }

    /** All requests have the same patience, so the oldest is always the first to lose it. */
    void expire(long nowMillis) {
        Deadline oldest = deadlines.peek();
        while (oldest != null && (oldest.atMillis() <= nowMillis || !waiting.containsKey(oldest.id()))) {
            deadlines.remove();
            Promise<JsonObject> late = waiting.remove(oldest.id());
            if (late != null) {
                late.fail(ClientException.noAnswer("no answer came in time"));
            }
            oldest = deadlines.peek();
        }
    }

    void failAll(String why) {
        List<Promise<JsonObject>> lost = List.copyOf(waiting.values());
        waiting.clear();
        deadlines.clear();
        lost.forEach(answer -> answer.fail(ClientException.noAnswer(why)));
    }

    private record Deadline(long id, long atMillis) {}
}
