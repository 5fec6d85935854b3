package io.posthouse.protocol.nim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes packets to clients. A value is a text, a number, a boolean, a {@link Property}, a list or a map of these. */
final class Packets {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int NO_SER = 0;

    private Packets() {}

    static String answer(Asked asked, Reply reply) {
        return packet(asked.service(), asked.command(), asked.ser(), reply.code(), reply.values());
    }

    /** What no request waits for. */
    static String push(String id, List<?> values) {
        int line = id.indexOf('_');
        return packet(
                Integer.parseInt(id.substring(0, line)),
                Integer.parseInt(id.substring(line + 1)),
                NO_SER,
                Spelling.OK,
                values);
    }

    private static String packet(int service, int command, long ser, int code, List<?> values) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("sid", service);
            out.writeNumberField("cid", command);
            out.writeNumberField("ser", ser);
            out.writeNumberField("code", code);
            out.writeFieldName("r");
            write(values, out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** JSON inside a text, as attachments are. */
    static String json(Object value) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(value, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Property property) {
            write(property.values(), out);
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                write(entry.getValue(), out);
            }
            out.writeEndObject();
        } else {
            throw new IllegalArgumentException("cannot be written: " + value.getClass());
        }
    }
}
