package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.connection.JsonParsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Finds in a frame that cannot be believed the id to answer, and tells JSON from noise. */
final class Json {
    static final long NO_ID = 0;
    static final long NO_FRAME = -1;

    private Json() {}

    /**
     * The id of a refused frame, so that it can be answered.
     *
     * @return {@link #NO_FRAME} if the text is no JSON object; {@link #NO_ID} if it has none, a wrong one or two
     */
    static long findId(String text) {
        try (JsonParser in = JsonParsers.UNBOUNDED.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return NO_FRAME;
            }
            long id = NO_ID;
            int ids = 0;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = in.currentName().equals("id");
                in.nextToken();
                if (isId && in.currentToken() != JsonToken.VALUE_NULL) {
                    ids++;
                    id = idOrNone(in);
                }
                in.skipChildren();
            }
            return in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null
                    ? NO_FRAME
                    : ids == 1 ? id : NO_ID;
        } catch (JacksonException noise) {
            return NO_FRAME;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static long idOrNone(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT || in.getTextLength() > 16) {
            return NO_ID;
        }
        long id = in.getLongValue();
        return id >= 1 && id <= Values.NUMBER_MAX ? id : NO_ID;
    }

    /** INVALID unless the text is one JSON object within the bounds. */
    static void requireObject(@Nullable String text, String field) {
        try (JsonParser in = JsonParsers.STRICT.createParser(Forms.required(text, field))) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw Values.invalid(field);
            }
            in.skipChildren();
            if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
                throw Values.invalid(field);
            }
        } catch (JacksonException noise) {
            throw Values.invalid(field);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
