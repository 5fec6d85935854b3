package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.connection.JsonParsers;
import io.posthouse.model.Caller;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a text frame into what the client wants. Streams, so that a frame costs no tree; keeps nothing between frames. */
final class RequestReader {
    private final Map<String, Verb> verbs;

    RequestReader(Map<String, Verb> verbs) {
        this.verbs = verbs;
    }

    /**
     * @param id 0 for a note
     */
    record Request(long id, Wish wish) {}

    /**
     * @param caller null before login
     * @throws FaultException for everything that is not as the protocol says; {@link Json#findId} tells whom to answer
     */
    Request read(String text, @Nullable Caller caller) {
        try {
            Frame frame = new Frame(text);
            frame.read();
            return frame.request(caller);
        } catch (JacksonException beyond) {
            // Broken text, nesting or a number past the bounds.
            throw new FaultException(Fault.MALFORMED);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** One frame while it is read. */
    private final class Frame {
        private final String text;
        private long id;
        private @Nullable Verb verb;
        private Verb.@Nullable Body body;
        private boolean early;

        Frame(String text) {
            this.text = text;
        }

        /** Once, if {@code do} comes before the fields it decides about, as it does from a well-meaning client. */
        void read() throws IOException {
            readFields(true);
            if (early && verb != null) {
                body = verb.begin().get();
                readFields(false);
            }
        }

        private void readFields(boolean heads) throws IOException {
            try (JsonParser in = JsonParsers.STRICT.createParser(text)) {
                if (in.nextToken() != JsonToken.START_OBJECT) {
                    throw new FaultException(Fault.MALFORMED);
                }
                Values values = new Values(in, text);
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    if (name.equals("id") || name.equals("do")) {
                        if (heads) {
                            head(name, values);
                        }
                    } else {
                        field(name, values);
                    }
                }
                if (in.nextToken() != null) {
                    throw new FaultException(Fault.MALFORMED);
                }
            }
        }

        private void head(String name, Values in) throws IOException {
            if (name.equals("id")) {
                Long number = in.number(name);
                if (id != 0) {
                    throw new FaultException(Fault.MALFORMED, name);
                }
                id = number == null ? 0 : Forms.within(1, Values.NUMBER_MAX, number, name);
                return;
            }
            String asked = in.text(name);
            if (asked == null) {
                return;
            }
            if (verb != null) {
                throw new FaultException(Fault.MALFORMED, name);
            }
            verb = verbs.get(asked);
            if (verb == null) {
                throw new FaultException(Fault.UNKNOWN_COMMAND);
            }
            body = early ? null : verb.begin().get();
        }

        private void field(String name, Values in) throws IOException {
            if (body == null) {
                early = true;
                in.skip();
            } else {
                body.field(name, in);
            }
        }

        Request request(@Nullable Caller caller) {
            Verb asked = Forms.required(verb, "do");
            if (id == 0 && !asked.note()) {
                throw new FaultException(Fault.MALFORMED, "id");
            }
            if (caller == null && !asked.beforeLogin()) {
                throw new FaultException(Fault.NOT_LOGGED_IN);
            }
            return new Request(id, Forms.required(body, "do").wish(caller));
        }
    }
}
