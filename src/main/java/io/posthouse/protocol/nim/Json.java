package io.posthouse.protocol.nim;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.connection.JsonParsers;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON into texts, longs, booleans, lists and maps, within bounds; a number that is no long becomes a double. */
final class Json {
    /** The largest whole number that every JSON reader keeps exact. */
    static final long NUMBER_MAX = (1L << 53) - 1;

    private Json() {}

    /** The object that the text is; fails with MALFORMED if it is none, is past the bounds, or names a key twice. */
    static Map<String, Object> object(String text) {
        try (JsonParser in = JsonParsers.STRICT.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new FaultException(Fault.MALFORMED);
            }
            Map<String, Object> object = map(in);
            if (in.nextToken() != null) {
                throw new FaultException(Fault.MALFORMED);
            }
            return object;
        } catch (JacksonException beyond) {
            throw new FaultException(Fault.MALFORMED);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same for a text that is worth nothing if it is no object. */
    static Optional<Map<String, Object>> objectIn(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(object(text));
        } catch (FaultException none) {
            return Optional.empty();
        }
    }

    /** The whole numbers that these keys of an object have, which need not be within the bounds; null if it is no object. */
    static @Nullable Map<String, Long> find(String text, List<String> keys) {
        Map<String, Long> found = new LinkedHashMap<>();
        try (JsonParser in = JsonParsers.UNBOUNDED.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String key = in.currentName();
                in.nextToken();
                if (keys.contains(key) && in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= 16) {
                    found.put(key, in.getLongValue());
                }
                in.skipChildren();
            }
            return in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null ? found : null;
        } catch (JacksonException noise) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static @Nullable Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_STRING -> wellFormed(in.getText());
            case VALUE_NUMBER_INT -> number(in);
            case VALUE_NUMBER_FLOAT -> Double.NaN;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> map(in);
            case START_ARRAY -> list(in);
            case VALUE_NULL -> null;
            default -> throw new FaultException(Fault.MALFORMED);
        };
    }

    private static Number number(JsonParser in) throws IOException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return Double.NaN;
        }
        return in.getLongValue();
    }

    /** A key whose value is null is an absent key. */
    private static Map<String, Object> map(JsonParser in) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = wellFormed(in.currentName());
            in.nextToken();
            Object value = value(in);
            if (value != null && map.put(key, value) != null) {
                throw new FaultException(Fault.MALFORMED);
            }
        }
        return map;
    }

    private static List<Object> list(JsonParser in) throws IOException {
        List<Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(in);
            if (value == null) {
                throw new FaultException(Fault.MALFORMED);
            }
            list.add(value);
        }
        return list;
    }

    /** Refuses half surrogate pairs: they have no UTF-8, so what is stored would not be what was sent. */
    private static String wellFormed(String text) {
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open != Character.isLowSurrogate(c)) {
                throw new FaultException(Fault.MALFORMED);
            }
            open = Character.isHighSurrogate(c);
        }
        if (open) {
            throw new FaultException(Fault.MALFORMED);
        }
        return text;
    }
}
