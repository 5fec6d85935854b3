package io.posthouse.connection;

import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Acknowledgements of one device on their way to the store, the newest a conversation. */
final class AckCollector {
    static final int MARKS_MAX = 100;

    private final Map<Conversation, Long> marks = new LinkedHashMap<>(4);

    void add(Conversation conversation, long time) {
        marks.merge(conversation, time, Math::max);
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    boolean isFull() {
        return marks.size() >= MARKS_MAX;
    }

    /** Takes all that was collected. */
    List<Command.SessionMark> take() {
        List<Command.SessionMark> taken = new ArrayList<>(marks.size());
        marks.forEach((conversation, time) -> taken.add(new Command.SessionMark(conversation, time)));
        marks.clear();
        return taken;
    }

    /** What could not be stored is tried again. */
    void putBack(List<Command.SessionMark> taken) {
        taken.forEach(mark -> add(mark.conversation(), mark.time()));
    }
}
