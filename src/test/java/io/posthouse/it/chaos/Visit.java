package io.posthouse.it.chaos;

import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of a device, and what it was told on it.
 *
 * @param cuts what the gateway said it left out (D6)
 * @param states the sessions as they were told, in order
 * @param ends where the sync was done; none if the line dropped before
 */
record Visit(Diary who, Note opened, List<Telling> tellings, List<Cut> cuts, List<State> states, List<Note> ends) {

    static Visit begin(Diary who, Note opened) {
        return new Visit(who, opened, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Whether its sync came to its end, and has to be just what the rules say. */
    boolean isExact() {
        return opened.frame().getBoolean(Note.EXACT, false) && !ends.isEmpty();
    }

    /** How an entry came to a device. */
    enum Via {
        PUSH,
        OFFLINE,
        ROAMING,
        /** A recall, by whatever way. */
        RECALL
    }

    record Telling(Diary who, Note note, Via via, Entry entry) {}

    /** @param before messages with a smaller seq were left out */
    record Cut(Note note, Conversation conversation, long before, Via via, int told) {}

    /** @param session a SESSION of protocol.md */
    record State(Note note, JsonObject session) {}
}
