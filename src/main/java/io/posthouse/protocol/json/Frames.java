package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;

/** Writes frames to the gateway's clients. Used on one event loop: its buffer serves all frames. */
final class Frames {
    private static final int KEPT_CHARS_MAX = 128 * 1024;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Text text = new Text();

    /** The fields of an object. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    String answer(long id, Content ok) {
        return frame(out -> {
            out.writeNumberField("id", id);
            out.writeObjectFieldStart("ok");
            ok.write(out);
            out.writeEndObject();
        });
    }

    String refusal(long id, FaultException fault) {
        return frame(out -> {
            out.writeNumberField("id", id);
            error(fault, out);
        });
    }

    /** A refusal that no request waits for. */
    String refused(FaultException fault) {
        return event("refused", out -> error(fault, out));
    }

    String event(String name, Content fields) {
        return frame(out -> {
            out.writeStringField("on", name);
            fields.write(out);
        });
    }

    private static void error(FaultException refusal, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("error");
        out.writeNumberField("code", refusal.fault().code());
        out.writeStringField("name", Spelling.nameOf(refusal.fault()));
        out.writeStringField("text", refusal.fault().text());
        out.writeStringField("retry", Spelling.nameOf(refusal.fault().retry()));
        if (!refusal.detail().isEmpty()) {
            out.writeStringField("detail", refusal.detail());
        }
        out.writeEndObject();
    }

    private String frame(Content fields) {
        text.begin();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.end();
    }

    static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** Keeps its memory from frame to frame, unless one was unusually long. */
    private static final class Text extends Writer {
        private StringBuilder chars = new StringBuilder(1024);

        void begin() {
            chars.setLength(0);
        }

        String end() {
            String written = chars.toString();
            if (chars.capacity() > KEPT_CHARS_MAX) {
                chars = new StringBuilder(1024);
            }
            return written;
        }

        @Override
        public void write(char[] buffer, int offset, int length) {
            chars.append(buffer, offset, length);
        }

        @Override
        public void write(String string, int offset, int length) {
            chars.append(string, offset, offset + length);
        }

        @Override
        public void write(int c) {
            chars.append((char) c);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
