package io.posthouse.protocol.nim;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a parameter of a command may be; versions of the SDK write some of them differently. */
enum Type {
    PROPERTY("Property"),
    PROPERTIES("ArrayMable"),
    TEXTS("StrArray"),
    NUMBERS("LongArray"),
    TEXT("String"),
    NUMBER("Long", "long", "Int", "int", "byte", "Byte", "Number"),
    FLAG("bool", "Bool", "Boolean");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
    private final Set<String> tags;

    Type(String... tags) {
        this.tags = Set.of(tags);
    }

    boolean isWritten(@Nullable Object tag) {
        return tag instanceof String text && tags.contains(text);
    }
}
