package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a request off the hot path, read strictly: a wrong type or value is INVALID with the field's name. */
final class Fields {
    private static final JsonFactory JSON = new JsonFactory();
    private final Map<String, Object> values;
    private final Caller caller;
    private final String path;

    Fields(Map<String, Object> values, Caller caller, String path) {
        this.values = values;
        this.caller = caller;
        this.path = path;
    }

    Caller caller() {
        return caller;
    }

    String path(String field) {
        return path + field;
    }

    @Nullable String text(String field) {
        return as(String.class, field);
    }

    @Nullable String text(String field, int charsMax) {
        String text = text(field);
        return text == null ? null : Forms.atMost(charsMax, text, path(field));
    }

    String text(String field, String absent) {
        String text = text(field);
        return text == null ? absent : text;
    }

    long number(String field, long least, long most) {
        return Forms.within(least, most, as(Long.class, field), path(field));
    }

    long number(String field, long least, long most, long absent) {
        return values.containsKey(field) ? number(field, least, most) : absent;
    }

    boolean flag(String field) {
        return Forms.required(as(Boolean.class, field), path(field));
    }

    boolean flag(String field, boolean absent) {
        return values.containsKey(field) ? flag(field) : absent;
    }

    String account(String field) {
        return Forms.account(text(field), path(field));
    }

    String account(String field, String absent) {
        return values.containsKey(field) ? account(field) : absent;
    }

    String id(String field) {
        return Forms.id(text(field), path(field));
    }

    @Nullable String idOrNone(String field) {
        return values.containsKey(field) ? id(field) : null;
    }

    String idServer(String field) {
        return Forms.idServer(text(field), path(field));
    }

    /** A flag that may be absent: null then. */
    @Nullable Boolean flagOrNone(String field) {
        return as(Boolean.class, field);
    }

    /** The conversation that {@code scene} and {@code to} name from the caller's side. */
    Conversation conversation() {
        Scene scene = Forms.scene(text("scene"), path("scene"));
        return Conversation.of(scene, caller.account(), Forms.target(scene, text("to"), path("to")));
    }

    Scene teamScene() {
        return Forms.teamScene(text("scene"), path("scene"));
    }

    /** The team that {@code scene} and {@code teamId} name. */
    Conversation team() {
        return new Conversation(teamScene(), Forms.teamId(text("teamId"), path("teamId")));
    }

    /** 1 to {@code most} accounts, each once in the order they came. */
    List<String> accounts(String field, int most) {
        return texts(field, most, name -> Forms.account(name, path(field))).stream()
                .distinct()
                .toList();
    }

    /** As {@link #accounts}, but it may be absent or empty. */
    List<String> accountsOrNone(String field, int most) {
        Object value = values.get(field);
        return value == null || value.equals(List.of()) ? List.of() : accounts(field, most);
    }

    /** A list of 1 to {@code most} texts, each made something of. */
    <T> List<T> texts(String field, int most, Function<String, T> make) {
        return list(field, most, value -> {
            if (!(value instanceof String text)) {
                throw Values.invalid(path(field));
            }
            return make.apply(text);
        });
    }

    /** A list of 1 to {@code most} objects, each made something of. */
    <T> List<T> objects(String field, int most, Function<Fields, T> make) {
        return list(field, most, value -> make.apply(new Fields(mapOf(value, path(field)), caller, path(field) + ".")));
    }

    /** A list of 1 to {@code most} numbers greater than 0. */
    List<Long> numbers(String field, int most) {
        return list(field, most, value -> {
            if (!(value instanceof Long number)) {
                throw Values.invalid(path(field));
            }
            return Forms.within(1, Values.NUMBER_MAX, number, path(field));
        });
    }

    /** As {@link #numbers}, from 0 to {@code greatest}; it may be absent. */
    List<Long> numbersOrNone(String field, int most, long greatest) {
        return values.containsKey(field)
                ? list(field, most, value -> {
                    if (!(value instanceof Long number)) {
                        throw Values.invalid(path(field));
                    }
                    return Forms.within(0, greatest, number, path(field));
                })
                : List.of();
    }

    /** A list that may be absent. */
    <T> List<T> textsOrNone(String field, int most, Function<String, T> make) {
        return values.containsKey(field) ? texts(field, most, make) : List.of();
    }

    /** An object whose keys the client chose, with 1 to {@code most} of them. */
    Map<String, Object> map(String field, int most) {
        Map<String, Object> map = mapOf(Forms.required(values.get(field), path(field)), path(field));
        if (map.isEmpty() || map.size() > most) {
            throw Values.invalid(path(field));
        }
        return map;
    }

    /** An object of texts, numbers and flags as JSON text; null if it is absent or empty. */
    @Nullable String objectText(String field, int most) {
        Map<String, Object> object = mapOrNone(field, most);
        if (object.isEmpty()) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            for (Map.Entry<String, Object> entry : object.entrySet()) {
                boolean isFlat = entry.getValue() instanceof String
                        || entry.getValue() instanceof Long
                        || entry.getValue() instanceof Boolean;
                if (!isFlat) {
                    throw Values.invalid(path(field));
                }
                out.writeObjectField(entry.getKey(), entry.getValue());
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** As {@link #map}, but it may be absent or empty. */
    Map<String, Object> mapOrNone(String field, int most) {
        Object value = values.get(field);
        return value == null || value.equals(Map.of()) ? Map.of() : map(field, most);
    }

    private <T> List<T> list(String field, int most, Function<Object, T> make) {
        List<?> raw = Forms.required(as(List.class, field), path(field));
        if (raw.isEmpty() || raw.size() > most) {
            throw Values.invalid(path(field));
        }
        List<T> made = new ArrayList<>(raw.size());
        for (Object value : raw) {
            made.add(make.apply(value));
        }
        return made;
    }

    private <T> @Nullable T as(Class<T> type, String field) {
        Object value = values.get(field);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw Values.invalid(path(field));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapOf(Object value, String field) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw Values.invalid(field);
    }
}
