package io.posthouse.protocol.nim;

import io.posthouse.model.AccountId;
import io.posthouse.model.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of one command by their place: a wrong type or value is INVALID. Those behind the last known are ignored. */
final class Args {
    private static final String TAG = "t";
    private static final String VALUE = "v";

    private final List<?> values;

    Args(List<?> values) {
        this.values = values;
    }

    /** Whether the parameter is there: a client leaves out what is undefined at the end. */
    boolean has(int place) {
        return place < values.size();
    }

    Props property(int place, Table table) {
        return props(value(place, Type.PROPERTY), table, place);
    }

    /** 1 to {@code most} properties. */
    List<Props> properties(int place, Table table, int most) {
        List<Props> read = new ArrayList<>();
        for (Object item : list(place, Type.PROPERTIES, 1, most)) {
            if (!(item instanceof Map<?, ?> wrapped) || !Type.PROPERTY.isWritten(wrapped.get(TAG))) {
                throw invalid(place);
            }
            read.add(props(wrapped.get(VALUE), table, place));
        }
        return read;
    }

    String text(int place) {
        if (value(place, Type.TEXT) instanceof String text) {
            return text;
        }
        throw invalid(place);
    }

    String text(int place, String absent) {
        return has(place) ? text(place) : absent;
    }

    String account(int place) {
        return Forms.account(text(place), name(place));
    }

    long number(int place) {
        return Forms.number(value(place, Type.NUMBER), name(place));
    }

    String teamId(int place) {
        return Forms.teamId(value(place, Type.NUMBER), name(place));
    }

    String idServer(int place) {
        return Forms.idServer(value(place, Type.NUMBER), name(place));
    }

    boolean flag(int place) {
        return Forms.flag(value(place, Type.FLAG), name(place));
    }

    /** Accounts, each once. */
    List<String> accounts(int place, int least, int most) {
        return texts(place, least, most).stream()
                .map(text -> AccountId.parse(text).orElseThrow(() -> invalid(place)))
                .distinct()
                .toList();
    }

    List<String> texts(int place, int least, int most) {
        List<String> read = new ArrayList<>();
        for (Object item : list(place, Type.TEXTS, least, most)) {
            if (!(item instanceof String text)) {
                throw invalid(place);
            }
            read.add(text);
        }
        return read;
    }

    /** Numbers or texts of digits, each made something of. */
    <T> List<T> numbers(int place, int least, int most, Function<Object, T> make) {
        List<T> read = new ArrayList<>();
        list(place, Type.NUMBERS, least, most).forEach(item -> read.add(make.apply(item)));
        return read;
    }

    private List<?> list(int place, Type type, int least, int most) {
        if (value(place, type) instanceof List<?> list && list.size() >= least && list.size() <= most) {
            return list;
        }
        throw invalid(place);
    }

    private Object value(int place, Type type) {
        if (has(place) && values.get(place) instanceof Map<?, ?> wrapped && type.isWritten(wrapped.get(TAG))) {
            Object value = wrapped.get(VALUE);
            if (value != null) {
                return value;
            }
        }
        throw invalid(place);
    }

    private static Props props(@Nullable Object value, Table table, int place) {
        if (value instanceof Map<?, ?> map) {
            return new Props(table, map);
        }
        throw invalid(place);
    }

    private static FaultException invalid(int place) {
        return Forms.invalid(name(place));
    }

    private static String name(int place) {
        return "Q[" + place + "]";
    }
}
