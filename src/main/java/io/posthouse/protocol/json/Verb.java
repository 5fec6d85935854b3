package io.posthouse.protocol.json;

import io.posthouse.model.Caller;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One value of {@code do}.
 *
 * @param beforeLogin whether it may be asked by somebody who is not logged in
 * @param note whether it may come without an id, and nothing answers it
 * @param begin makes the reader of one request's fields
 */
record Verb(String name, boolean beforeLogin, boolean note, Supplier<Body> begin) {

    /** What a logged-in client may ask with an id. */
    static Verb request(String name, Supplier<Body> begin) {
        return new Verb(name, false, false, begin);
    }

    /** Takes the fields of one request as they come, in any order, and says at the end what is wanted. */
    interface Body {
        /** The fields it looks at, besides {@code id} and {@code do}. */
        Set<String> fields();

        /** The parser stands on the value's first token, and is left on its last. Unknown fields are skipped. */
        void field(String name, Values in) throws IOException;

        /**
         * @param caller null before login, and only then
         */
        Wish wish(@Nullable Caller caller);
    }
}
