package io.posthouse.protocol.nim;

import io.posthouse.model.AccountId;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.TeamId;
import org.jspecify.annotations.Nullable;

/** What a value must look like to be an account, an id, a number …; INVALID with the field's name if it does not. */
final class Forms {
    private static final int ID_CHARS_MAX = 64;
    private static final int ID_SERVER_CHARS_MAX = 31;
    private static final int NUMBER_CHARS_MAX = 16;

    private Forms() {}

    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw invalid(field);
        }
        return value;
    }

    static String account(@Nullable Object value, String field) {
        if (value instanceof String text) {
            return AccountId.parse(text).orElseThrow(() -> invalid(field));
        }
        throw invalid(field);
    }

    static String teamId(@Nullable Object value, String field) {
        String text = value instanceof Long number ? Long.toString(number) : value instanceof String said ? said : "";
        if (!TeamId.fits(text)) {
            throw invalid(field);
        }
        return text;
    }

    /** 1 to 31 digits, or empty for 0 and an empty text, as clients write none. */
    static String idServer(@Nullable Object value, String field) {
        String text = value instanceof Long number ? Long.toString(number) : value instanceof String said ? said : "-";
        if (text.isEmpty() || text.equals("0")) {
            return "";
        }
        if (text.length() > ID_SERVER_CHARS_MAX || !isDigits(text)) {
            throw invalid(field);
        }
        return text;
    }

    /** 1 to 64 printable ASCII characters. */
    static String id(@Nullable String text, String field) {
        String id = required(text, field);
        if (id.isEmpty() || id.length() > ID_CHARS_MAX || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw invalid(field);
        }
        return id;
    }

    /** From 0 to 2^53-1. */
    static long number(Object value, String field) {
        if (value instanceof Long number) {
            return within(0, Json.NUMBER_MAX, number, field);
        }
        if (value instanceof String text && text.length() <= NUMBER_CHARS_MAX && isDigits(text)) {
            return within(0, Json.NUMBER_MAX, Long.parseLong(text), field);
        }
        throw invalid(field);
    }

    static long within(long least, long most, long number, String field) {
        if (number < least || number > most) {
            throw invalid(field);
        }
        return number;
    }

    static boolean flag(Object value, String field) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        String text = value instanceof Long number ? Long.toString(number) : value instanceof String said ? said : "";
        if (text.equals("1") || text.equals("true")) {
            return true;
        }
        if (text.equals("0") || text.equals("false")) {
            return false;
        }
        throw invalid(field);
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static FaultException invalid(String field) {
        return new FaultException(Fault.INVALID, field);
    }
}
