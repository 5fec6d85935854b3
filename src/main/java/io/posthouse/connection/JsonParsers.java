package io.posthouse.connection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * The two parsers for what clients send, whatever the wire. Neither keeps names from text to text: a client could fill that table with
 * its own.
 */
public final class JsonParsers {
    public static final int NESTING_MAX = 32;
    public static final int NUMBER_CHARS_MAX = 64;

    /** For what is believed. */
    public static final JsonFactory STRICT = factory(NESTING_MAX, NUMBER_CHARS_MAX);

    /** Tells JSON from noise, and finds what a refusal has to name: a frame is bounded already. */
    public static final JsonFactory UNBOUNDED = factory(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private JsonParsers() {}

    private static JsonFactory factory(int nestingMax, int numberCharsMax) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(nestingMax)
                        .maxNumberLength(numberCharsMax)
                        .build())
                .build();
    }
}
