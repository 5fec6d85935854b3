package io.posthouse.protocol.nim;

import io.posthouse.model.AccountId;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a property as a client sent it: a wrong type or value is INVALID with the field's name. */
final class Props {
    private final Table table;
    private final Map<?, ?> values;

    Props(Table table, Map<?, ?> values) {
        this.table = table;
        this.values = values;
    }

    /** The same; a time before {@code life} is of another store, and so 0: that it was never told. */
    Props since(long life) {
        Map<Object, Object> trusted = new HashMap<>(values);
        trusted.replaceAll((field, value) -> isBefore(life, value) ? 0L : value);
        return new Props(table, trusted);
    }

    private static boolean isBefore(long life, Object value) {
        return value instanceof Long time
                ? time < life
                : value instanceof String text && text.matches("\\d{1,15}") && Long.parseLong(text) < life;
    }

    boolean has(String field) {
        return raw(field) != null;
    }

    @Nullable Object raw(String field) {
        return values.get(table.key(field));
    }

    @Nullable String text(String field) {
        Object value = raw(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw invalid(field);
    }

    String text(String field, String absent) {
        String text = text(field);
        return text == null ? absent : text;
    }

    String someText(String field) {
        return Forms.required(text(field), field);
    }

    /** A whole number, or one written as a text. */
    @Nullable Long number(String field) {
        Object value = raw(field);
        return value == null ? null : Forms.number(value, field);
    }

    long number(String field, long absent) {
        Long number = number(field);
        return number == null ? absent : number;
    }

    /** 1, 0, "1", "0", true, false; null if absent. */
    @Nullable Boolean flag(String field) {
        Object value = raw(field);
        return value == null ? null : Forms.flag(value, field);
    }

    boolean flag(String field, boolean absent) {
        Boolean flag = flag(field);
        return flag == null ? absent : flag;
    }

    String account(String field) {
        return AccountId.parse(someText(field)).orElseThrow(() -> invalid(field));
    }

    /** An id that may be written as a number. */
    String teamId(String field) {
        return Forms.teamId(raw(field), field);
    }

    /** Digits, written as a text or a number; empty if absent. */
    String idServer(String field) {
        Object value = raw(field);
        return value == null ? "" : Forms.idServer(value, field);
    }

    static FaultException invalid(String field) {
        return new FaultException(Fault.INVALID, field);
    }
}
