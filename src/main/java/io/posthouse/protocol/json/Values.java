package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values off a frame, strictly: another type than the one asked for is INVALID with the field's name. A
 * null is an absent field. The parser stands on the value's first token, and afterwards on its last.
 */
final class Values {
    /** The largest whole number that every JSON reader keeps exact. */
    static final long NUMBER_MAX = (1L << 53) - 1;

    private final JsonParser in;
    private final String source;

    /**
     * @param source the whole frame, of which opaque objects are cut out as they stand
     */
    Values(JsonParser in, String source) {
        this.in = in;
        this.source = source;
    }

    JsonToken next() throws IOException {
        return in.nextToken();
    }

    /** The name of the field the parser stands on. */
    String name() throws IOException {
        return in.currentName();
    }

    void skip() throws IOException {
        in.skipChildren();
    }

    @Nullable String text(String field) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, field);
        return wellFormed(in.getText(), field);
    }

    @Nullable Long number(String field) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_NUMBER_INT, field);
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw invalid(field);
        }
        return in.getLongValue();
    }

    @Nullable Boolean flag(String field) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw invalid(field);
        };
    }

    /** An object that is passed on unread, as the text it came as. */
    @Nullable String opaque(String field) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.START_OBJECT, field);
        int begin = (int) in.currentTokenLocation().getCharOffset();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = in.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                wellFormed(in.getText(), field);
            }
        }
        return source.substring(begin, (int) in.currentLocation().getCharOffset());
    }

    /** Whether an object begins here; null is none. */
    boolean object(String field) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        expect(JsonToken.START_OBJECT, field);
        return true;
    }

    /** Any value, as texts, longs, booleans, lists and maps; a number that is no long is a double, which no field wants. */
    @Nullable Object any(String field) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_STRING -> text(field);
            case VALUE_NUMBER_INT -> anyNumber();
            case VALUE_NUMBER_FLOAT -> Double.NaN;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> map(field);
            case START_ARRAY -> list(field);
            case VALUE_NULL -> null;
            default -> throw invalid(field);
        };
    }

    private Number anyNumber() throws IOException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return Double.NaN;
        }
        return in.getLongValue();
    }

    private Map<String, Object> map(String field) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            Object value = any(field);
            if (value != null && map.put(wellFormed(key, field), value) != null) {
                throw new FaultException(Fault.MALFORMED, field);
            }
        }
        return map;
    }

    private List<Object> list(String field) throws IOException {
        List<Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            Object value = any(field);
            if (value == null) {
                throw invalid(field);
            }
            list.add(value);
        }
        return list;
    }

    private void expect(JsonToken token, String field) {
        if (in.currentToken() != token) {
            throw invalid(field);
        }
    }

    /** Refuses half surrogate pairs: they have no UTF-8, so what is stored would not be what was sent. */
    private static String wellFormed(String text, String field) {
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open != Character.isLowSurrogate(c)) {
                throw invalid(field);
            }
            open = Character.isHighSurrogate(c);
        }
        if (open) {
            throw invalid(field);
        }
        return text;
    }

    static FaultException invalid(String field) {
        return new FaultException(Fault.INVALID, field);
    }
}
