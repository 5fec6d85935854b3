package io.posthouse.it.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Histories written by hand, to see what a judge makes of them. Each step is a second after the one before. */
final class Tale {
    static final long START = 1_700_000_000_000L;

    private final Map<String, Diary> diaries = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, Long> ids = new LinkedHashMap<>();
    private long seconds;

    List<Diary> diaries() {
        return List.copyOf(diaries.values());
    }

    /** The store's time now, ms. */
    long time() {
        return START + seconds * 1_000;
    }

    /** @param who an account and a device, such as {@code ann/d0} */
    private Tale note(String who, Note.Kind kind, JsonObject frame) {
        seconds++;
        String[] names = who.split("/", -1);
        diaries.computeIfAbsent(who, d -> new Diary(names[0], names[1], new ArrayList<>()))
                .notes()
                .add(new Note(seconds * 1_000_000_000, time(), lines.getOrDefault(who, 0), kind, frame));
        return this;
    }

    Tale opens(String who) {
        return opens(who, false);
    }

    private Tale opens(String who, boolean isExact) {
        lines.merge(who, 1, Integer::sum);
        ids.put(who, 0L);
        return note(who, Note.Kind.OPENED, new JsonObject().put(Note.EXACT, isExact));
    }

    /** The last login, which tells this and nothing else. */
    Tale opensExactly(String who, JsonObject... told) {
        opens(who, true);
        for (JsonObject frame : told) {
            hears(who, frame);
        }
        return hears(who, on("synced"));
    }

    Tale scene() {
        diaries.keySet().forEach(who -> note(who, Note.Kind.SCENE, new JsonObject()));
        return this;
    }

    Tale hears(String who, JsonObject frame) {
        return note(who, Note.Kind.HEARD, frame);
    }

    Tale asks(String who, String verb, JsonObject fields) {
        long id = ids.merge(who, 1L, Long::sum);
        return note(
                who,
                Note.Kind.SAID,
                new JsonObject().put("id", id).put("do", verb).mergeIn(fields));
    }

    /** What the device asked last is granted. */
    Tale granted(String who, JsonObject ok) {
        return hears(who, new JsonObject().put("id", ids.get(who)).put("ok", ok));
    }

    Tale refused(String who, int code) {
        return hears(who, new JsonObject().put("id", ids.get(who)).put("error", new JsonObject().put("code", code)));
    }

    Tale sends(String who, JsonObject msg) {
        return asks(who, "send", new JsonObject().put("msg", draft(msg))).granted(who, sent(msg));
    }

    static JsonObject sent(JsonObject msg) {
        return new JsonObject().put("msg", msg).put("durability", "disk").put("duplicate", false);
    }

    private static JsonObject draft(JsonObject msg) {
        JsonObject draft = msg.copy();
        List.of("from", "seq", "time", "idServer").forEach(draft::remove);
        return draft;
    }

    Tale acks(String who, String session, long time) {
        return note(
                who,
                Note.Kind.SAID,
                new JsonObject().put("do", "ack").put("marks", new JsonObject().put(session, time)));
    }

    Tale pages(String who, String scene, String to, JsonObject... msgs) {
        return asks(who, "history", new JsonObject().put("scene", scene).put("to", to))
                .granted(
                        who,
                        new JsonObject()
                                .put("msgs", new JsonArray(List.of((Object[]) msgs)))
                                .put("more", false));
    }

    static JsonObject on(String event) {
        return new JsonObject().put("on", event);
    }

    static JsonObject push(JsonObject msg) {
        return on("msg").put("msg", msg);
    }

    /** @param kind {@code syncOfflineMsgs} or {@code syncRoamingMsgs} */
    static JsonObject sync(String kind, String session, JsonObject... msgs) {
        return on(kind).put("sessionId", session).put("msgs", new JsonArray(List.of((Object[]) msgs)));
    }

    /** A message from ann's first device to bob. */
    JsonObject msg(int seq) {
        return msg("ann", "p2p", "bob", seq);
    }

    JsonObject msg(String from, String scene, String to, int seq) {
        return new JsonObject()
                .put("scene", scene)
                .put("from", from)
                .put("to", to)
                .put("type", "text")
                .put("body", "body " + seq)
                .put("idClient", from + seq)
                .put("idServer", to + seq)
                .put("seq", seq)
                .put("time", START + seq)
                .put("fromClientType", "Web")
                .put("fromDeviceId", "d0");
    }

    /** A team's notification. */
    JsonObject news(String from, String type, int seq, String... accounts) {
        JsonObject attach = new JsonObject()
                .put("type", type)
                .put("data", new JsonObject().put("accounts", new JsonArray(List.of((Object[]) accounts))));
        JsonObject news =
                msg(from, "team", "7", seq).put("type", "notification").put("attach", attach.encode());
        news.remove("body");
        news.remove("fromDeviceId");
        return news;
    }

    /** Ann takes a message to bob back. */
    JsonObject recall(JsonObject msg, int seq, long time) {
        return new JsonObject()
                .put("scene", "p2p")
                .put("from", "ann")
                .put("to", "bob")
                .put("messageFrom", msg.getString("from"))
                .put("idServer", msg.getString("idServer"))
                .put("idClient", msg.getString("idClient"))
                .put("messageTime", msg.getLong("time"))
                .put("messageSeq", msg.getLong("seq"))
                .put("seq", seq)
                .put("time", time)
                .put("fromDeviceId", "d0");
    }

    Tale recalls(String who, JsonObject msg, JsonObject recall) {
        return asks(
                        who,
                        "recall",
                        new JsonObject()
                                .put("scene", "p2p")
                                .put("to", "bob")
                                .put("idServer", msg.getString("idServer")))
                .granted(who, new JsonObject().put("recall", recall));
    }

    static JsonObject session(String session, long unread, long readTime, long receiptTime, long peerReceiptTime) {
        JsonObject one = new JsonObject()
                .put("sessionId", session)
                .put("unread", unread)
                .put("readTime", readTime)
                .put("receiptTime", receiptTime)
                .put("peerReceiptTime", peerReceiptTime);
        return on("sessions").put("sessions", new JsonArray().add(one));
    }
}
