package io.posthouse.connection;

import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import java.util.ArrayList;
import java.util.Iterator;
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

    /** Takes what was collected, the oldest {@link #MARKS_MAX} of it. */
    List<Command.SessionMark> take() {
        List<Command.SessionMark> taken = new ArrayList<>(Math.min(marks.size(), MARKS_MAX));
        for (Iterator<Map.Entry<Conversation, Long>> next = marks.entrySet().iterator();
                next.hasNext() && taken.size() < MARKS_MAX; ) {
            Map.Entry<Conversation, Long> mark = next.next();
            taken.add(new Command.SessionMark(mark.getKey(), mark.getValue()));
            next.remove();
        }
        return taken;
    }

    /** What could not be stored is tried again. */
    void putBack(List<Command.SessionMark> taken) {
        taken.forEach(mark -> add(mark.conversation(), mark.time()));
    }
}
