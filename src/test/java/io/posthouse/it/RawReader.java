package io.posthouse.it;

import io.posthouse.client.Clients;
import io.posthouse.client.RawLine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device without any manners: it logs in, and then reads or does not, as it is told. It knows what it should have got:
 * from each sender the bodies 1, 2, 3 …, each once and in order.
 */
final class RawReader {
    private final String account;
    private final Promise<Void> synced = Promise.promise();
    private final Map<String, Integer> last = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private RawLine line;
    private boolean cameBack;

    private RawReader(String account, RawLine line) {
        this.account = account;
        this.line = line;
    }

    /** Done once the sync after the login is done. */
    static Future<RawReader> open(Clients clients, int port, String account, String token) {
        return clients.raw("127.0.0.1", port).compose(line -> {
            RawReader reader = new RawReader(account, line);
            return reader.logIn(token).map(reader);
        });
    }

    /** The same device comes back; it still knows what it has. What it could not acknowledge comes again (D5). */
    Future<Void> openAgain(Clients clients, int port, String token) {
        Promise<Void> again = Promise.promise();
        return clients.raw("127.0.0.1", port).compose(fresh -> {
            line = fresh;
            cameBack = true;
            fresh.onFrame(text -> received(new JsonObject(text), again));
            return fresh.send(login(token)).compose(sent -> again.future());
        });
    }

    private Future<Void> logIn(String token) {
        line.onFrame(text -> received(new JsonObject(text), synced));
        return line.send(login(token)).compose(sent -> synced.future());
    }

    private String login(String token) {
        return new JsonObject()
                .put("id", 1)
                .put("do", "login")
                .put("account", account)
                .put("token", token)
                .put("deviceId", "reader")
                .put("clientType", "PC")
                .encode();
    }

    private void received(JsonObject frame, Promise<Void> onSynced) {
        switch (frame.getString("on", "")) {
            case "msg" -> message(frame.getJsonObject("msg"));
            case "syncOfflineMsgs", "syncRoamingMsgs" -> {
                if (frame.getLong("cutBefore", 0L) > 0) {
                    wrong.add("cut before " + frame.getLong("cutBefore"));
                }
                frame.getJsonArray("msgs").forEach(m -> message((JsonObject) m));
            }
            case "synced" -> onSynced.tryComplete();
            default -> {
                if (frame.containsKey("error")) {
                    notices.add(frame.encode());
                }
            }
        }
    }

    private void message(JsonObject message) {
        String from = message.getString("from");
        int number = Integer.parseInt(message.getString("body").strip());
        int expected = last.getOrDefault(from, 0) + 1;
        if (cameBack && number < expected) {
            return;
        }
        if (number != expected) {
            wrong.add("from " + from + " expected " + expected + " and got " + number);
        }
        last.put(from, number);
        count.incrementAndGet();
    }

    void stopReading() {
        line.pause();
    }

    void readAgain() {
        line.resume();
    }

    /** The close code, once the gateway has closed it. */
    Future<Integer> closed() {
        return line.closed();
    }

    int count() {
        return count.get();
    }

    /** What came that should not have, or not then. */
    Queue<String> wrong() {
        return wrong;
    }

    Queue<String> notices() {
        return notices;
    }

    Future<Void> close() {
        return line.close();
    }
}
