package io.posthouse.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JSON form of what crosses from node to node: {@code {"v":1,"is":"<type>","body":{…}}}. Readers ignore unknown keys;
 * a sealed type is told by its {@code is}. Version n reads n-1.
 */
public final class BusJson {
    static final int VERSION = 1;

    /** A longer text is not read. The longest that is written are {@link Pushes#AT_ONCE_MAX} frames. */
    static final int BYTES_MAX = 16 * 1024 * 1024;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxDocumentLength(BYTES_MAX)
            .maxNestingDepth(32)
            .maxStringLength(1024 * 1024)
            .maxNameLength(1_000)
            .maxNumberLength(32)
            .build();

    private static final List<Class<?>> SEALED =
            List.of(Command.class, Answer.class, Event.class, Event.Change.class, Entry.class);
    private static final ObjectMapper MAPPER = mapper();

    private BusJson() {}

    public static byte[] encode(Object body) {
        try {
            return MAPPER.writeValueAsBytes(new Envelope(VERSION, nameOf(body.getClass()), MAPPER.valueToTree(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "no JSON form for " + body.getClass().getName(), e);
        }
    }

    /**
     * The object of one of {@code types} that the text is the form of.
     *
     * @throws IllegalArgumentException if it is not, or of a newer version
     */
    public static Object decode(byte[] json, List<Class<?>> types) {
        try {
            Envelope envelope = MAPPER.readValue(json, Envelope.class);
            if (envelope == null || envelope.body() == null) {
                throw new IllegalArgumentException("not a bus body");
            }
            if (envelope.v() > VERSION) {
                throw new IllegalArgumentException(
                        "bus body of version " + envelope.v() + ", this node reads " + VERSION);
            }
            Class<?> type = types.stream()
                    .filter(t -> nameOf(t).equals(envelope.is()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("bus body of unknown type " + envelope.is()));
            return MAPPER.treeToValue(envelope.body(), type);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("not a bus body", e);
        }
    }

    private static String nameOf(Class<?> type) {
        return rootOf(type).getSimpleName();
    }

    private static Class<?> rootOf(Class<?> type) {
        return SEALED.stream()
                .filter(root -> root.isAssignableFrom(type))
                .findFirst()
                .<Class<?>>map(root -> root)
                .orElse(type);
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(LIMITS).build())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .serializationInclusion(JsonInclude.Include.NON_NULL);
        for (Class<?> root : SEALED) {
            builder.addMixIn(root, ToldByName.class);
            leaves(root).forEach(leaf -> builder.registerSubtypes(new NamedType(leaf, leaf.getSimpleName())));
        }
        return builder.build();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null ? Stream.of(type) : Arrays.stream(permitted).flatMap(BusJson::leaves);
    }

    private record Envelope(int v, String is, JsonNode body) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface ToldByName {}
}
