package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recorded conversation cannot know beforehand: a text {@code "<name>"} stands for any value the first time the
 * gateway says it, and for that same value ever after, also inside a longer text such as {@code "team-<name>"}. An object where the
 * gateway says a text is that text's JSON.
 */
public final class Placeholders {
    private static final Pattern NAME = Pattern.compile("<([A-Za-z0-9]+)>");
    private static final Pattern QUOTED = Pattern.compile("\"<([A-Za-z0-9]+)>\"");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REPEAT = Pattern.compile("<repeat (\\S+) (\\d+)>");

    private final Map<String, JsonNode> values = new HashMap<>();

    /** A client's frame with everything filled in. */
    public String fill(String frame) {
        String repeated = REPEAT.matcher(frame)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        String filled = QUOTED.matcher(repeated).replaceAll(found -> Matcher.quoteReplacement(valueOf(found.group(1))));
        return inside(filled, values);
    }

    /** Fills in what is known and a text, wherever it stands. */
    private static String inside(String text, Map<String, JsonNode> known) {
        return NAME.matcher(text).replaceAll(found -> {
            JsonNode value = known.get(found.group(1));
            return Matcher.quoteReplacement(value != null && value.isTextual() ? value.asText() : found.group());
        });
    }

    private String valueOf(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            throw new AssertionError("<" + name + "> was never said by the gateway");
        }
        return value.toString();
    }

    /** Where a frame is not what was expected; empty if it is, and only then its values are kept. */
    public Optional<String> match(JsonNode expected, JsonNode actual) {
        Map<String, JsonNode> learnt = new HashMap<>();
        Optional<String> difference = compare("", expected, actual, learnt);
        if (difference.isEmpty()) {
            values.putAll(learnt);
        }
        return difference;
    }

    private Optional<String> compare(String path, JsonNode expected, JsonNode actual, Map<String, JsonNode> learnt) {
        if (expected.isTextual()) {
            Matcher name = NAME.matcher(expected.asText());
            if (name.matches()) {
                JsonNode known = values.getOrDefault(name.group(1), learnt.get(name.group(1)));
                learnt.put(name.group(1), actual);
                return known == null || known.equals(actual)
                        ? Optional.empty()
                        : Optional.of(path + ": " + actual + " is not " + expected + ", which is " + known);
            }
        }
        if (expected.isObject() && actual.isObject()) {
            return compareObjects(path, (ObjectNode) expected, (ObjectNode) actual, learnt);
        }
        if (expected.isObject() && actual.isTextual()) {
            return compareText(path, expected, actual, learnt);
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                Optional<String> difference = compare(path + "[" + i + "]", expected.get(i), actual.get(i), learnt);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        boolean isSame = expected.equals(actual)
                || (expected.isTextual()
                        && actual.isTextual()
                        && inside(inside(expected.asText(), learnt), values).equals(actual.asText()));
        return isSame ? Optional.empty() : Optional.of(path + ": " + actual + " is not " + expected);
    }

    private Optional<String> compareText(
            String path, JsonNode expected, JsonNode actual, Map<String, JsonNode> learnt) {
        try {
            return compare(path, expected, JSON.readTree(actual.asText()), learnt);
        } catch (JsonProcessingException noJson) {
            return Optional.of(path + ": " + actual + " is no JSON");
        }
    }

    private Optional<String> compareObjects(
            String path, ObjectNode expected, ObjectNode actual, Map<String, JsonNode> learnt) {
        for (Iterator<String> names = actual.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!expected.has(name)) {
                return Optional.of(path + "." + name + " was not expected");
            }
        }
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            JsonNode value = actual.get(field.getKey());
            if (value == null) {
                return Optional.of(path + "." + field.getKey() + " is missing");
            }
            Optional<String> difference = compare(path + "." + field.getKey(), field.getValue(), value, learnt);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }
}
