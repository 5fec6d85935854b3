package io.posthouse.protocol.nim;

import java.util.List;

/**
 * What a command is answered with.
 *
 * @param code 200 if it was done
 * @param values what {@code r} holds, in the order of the table
 */
record Reply(int code, List<?> values) {
    static final Reply DONE = new Reply(Spelling.OK, List.of());

    /** For commands that nobody waits for, and for what is answered elsewhere. */
    static final Reply NONE = new Reply(0, List.of());

    static Reply of(Object... values) {
        return new Reply(Spelling.OK, List.of(values));
    }

    boolean isSilent() {
        return code == NONE.code;
    }

    static Reply refused(int code) {
        return new Reply(code, List.of());
    }
}
