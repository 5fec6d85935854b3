package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code ack} straight off the frame: at most 1,000 sessions with a time each, and the number of the last account change
 * the device was told.
 */
final class AckBody implements Verb.Body {
    static final int MARKS_MAX = 1000;
    private static final String FIELD = "marks";
    private static final String CHANGES = "changes";

    private @Nullable List<Mark> marks;
    private @Nullable Long changes;

    @Override
    public Set<String> fields() {
        return Set.of(FIELD, CHANGES);
    }

    @Override
    public void field(String name, Values in) throws IOException {
        if (name.equals(CHANGES)) {
            if (changes != null) {
                throw new FaultException(Fault.MALFORMED, CHANGES);
            }
            changes = in.number(CHANGES);
            return;
        }
        if (!name.equals(FIELD)) {
            in.skip();
            return;
        }
        if (marks != null) {
            throw new FaultException(Fault.MALFORMED, FIELD);
        }
        if (in.object(FIELD)) {
            marks = read(in);
        }
    }

    private static List<Mark> read(Values in) throws IOException {
        List<Mark> read = new ArrayList<>(4);
        while (in.next() != JsonToken.END_OBJECT) {
            String sessionId = in.name();
            in.next();
            read.add(new Mark(sessionId, Forms.within(1, Values.NUMBER_MAX, in.number(FIELD), FIELD)));
            if (read.size() > MARKS_MAX) {
                throw Values.invalid(FIELD);
            }
        }
        return read;
    }

    @Override
    public Wish wish(@Nullable Caller caller) {
        String account = Forms.required(caller, FIELD).account();
        Long upTo = changes;
        List<Command.SessionMark> made = new ArrayList<>();
        if (upTo == null || marks != null) {
            for (Mark mark : Forms.required(marks, FIELD)) {
                made.add(new Command.SessionMark(Forms.session(mark.sessionId(), account, FIELD), mark.time()));
            }
        }
        return new Wish.Acknowledge(made, upTo == null ? 0 : Forms.within(1, Values.NUMBER_MAX, upTo, CHANGES));
    }

    private record Mark(String sessionId, long time) {}
}
