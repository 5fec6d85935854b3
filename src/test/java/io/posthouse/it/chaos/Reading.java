package io.posthouse.it.chaos;

import io.posthouse.it.history.Wire;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Scene;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The diaries, read: requests with their answers, and connections with what was told on them. */
final class Reading {
    private final List<Diary> diaries;
    private final List<Deed> deeds = new ArrayList<>();
    private final Map<Diary, List<Visit>> visits = new LinkedHashMap<>();
    private final Map<Diary, Note> scenes = new HashMap<>();

    Reading(List<Diary> diaries) {
        this.diaries = List.copyOf(diaries);
        this.diaries.forEach(this::read);
        deeds.sort((a, b) -> Long.compare(a.said().atNanos(), b.said().atNanos()));
    }

    List<Diary> diaries() {
        return diaries;
    }

    /** In the order in which they were asked for. */
    List<Deed> deeds() {
        return deeds;
    }

    Stream<Deed> deeds(String verb) {
        return deeds.stream().filter(deed -> deed.verb().equals(verb));
    }

    List<Visit> visits(Diary diary) {
        return visits.getOrDefault(diary, List.of());
    }

    Stream<Visit> visits() {
        return diaries.stream().flatMap(diary -> visits(diary).stream());
    }

    /** When what was stored before has to have come; null if that was not reached. */
    Map<Diary, Note> scenes() {
        return scenes;
    }

    List<String> accounts() {
        return diaries.stream().map(Diary::account).distinct().toList();
    }

    private void read(Diary diary) {
        Map<Long, Note> asked = new LinkedHashMap<>();
        List<Visit> own = new ArrayList<>();
        visits.put(diary, own);
        for (Note note : diary.notes()) {
            switch (note.kind()) {
                case OPENED -> {
                    // Ids start anew with each line, and what has no answer by then never will.
                    asked.values().forEach(said -> deeds.add(new Deed(diary, said, null)));
                    asked.clear();
                    own.add(Visit.begin(diary, note));
                }
                case SAID -> {
                    if (note.frame().containsKey("id")) {
                        asked.put(note.frame().getLong("id"), note);
                    }
                }
                case HEARD -> heard(diary, note, asked, own);
                case SCENE -> scenes.put(diary, note);
                case CLOSED -> {}
            }
        }
        asked.values().forEach(said -> deeds.add(new Deed(diary, said, null)));
    }

    private void heard(Diary diary, Note note, Map<Long, Note> asked, List<Visit> own) {
        JsonObject frame = note.frame();
        if (frame.containsKey("id")) {
            Note said = asked.remove(frame.getLong("id"));
            if (said != null) {
                deeds.add(new Deed(diary, said, note));
            }
        } else if (!own.isEmpty()) {
            told(diary, note, own.get(own.size() - 1));
        }
    }

    private static void told(Diary diary, Note note, Visit visit) {
        JsonObject frame = note.frame();
        switch (frame.getString("on", "")) {
            case "msg" -> tell(visit, note, Visit.Via.PUSH, List.of(Wire.message(frame.getJsonObject("msg"))));
            case "recall" -> tell(visit, note, Visit.Via.RECALL, List.of(Wire.recalled(frame.getJsonObject("recall"))));
            case "syncRecalls" -> tell(visit, note, Visit.Via.RECALL, list(frame, "recalls", Wire::recalled));
            case "syncOfflineMsgs" -> synced(diary, visit, note, Visit.Via.OFFLINE);
            case "syncRoamingMsgs" -> synced(diary, visit, note, Visit.Via.ROAMING);
            case "sessions" ->
                list(frame, "sessions", session -> session)
                        .forEach(session -> visit.states().add(new Visit.State(note, session)));
            case "synced" -> visit.ends().add(note);
            case "session" -> visit.states().add(new Visit.State(note, frame.getJsonObject("session")));
            default -> {}
        }
    }

    private static void synced(Diary diary, Visit visit, Note note, Visit.Via via) {
        List<Entry> msgs = list(note.frame(), "msgs", Wire::message);
        tell(visit, note, via, msgs);
        long before = note.frame().getLong("cutBefore", 0L);
        if (before > 0) {
            Conversation conversation =
                    conversation(diary.account(), note.frame().getString("sessionId"));
            visit.cuts().add(new Visit.Cut(note, conversation, before, via, msgs.size()));
        }
    }

    private static void tell(Visit visit, Note note, Visit.Via via, List<? extends Entry> entries) {
        entries.forEach(entry -> visit.tellings().add(new Visit.Telling(visit.who(), note, via, entry)));
    }

    static <T> List<T> list(JsonObject json, String key, Function<JsonObject, ? extends T> make) {
        List<T> made = new ArrayList<>();
        JsonArray array = json.getJsonArray(key, new JsonArray());
        for (int i = 0; i < array.size(); i++) {
            made.add(make.apply(array.getJsonObject(i)));
        }
        return made;
    }

    /** The session of that name, as the account sees it. */
    static Conversation conversation(String account, String sessionId) {
        int dash = sessionId.indexOf('-');
        Scene scene = Scene.of(sessionId.substring(0, dash)).orElseThrow();
        return Conversation.of(scene, account, sessionId.substring(dash + 1));
    }

    /** The conversation that a request names by its scene and the other side. */
    static Conversation conversation(String account, JsonObject fields) {
        return Conversation.of(Scene.of(fields.getString("scene")).orElseThrow(), account, fields.getString("to"));
    }
}
