package io.posthouse.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads YAML (and so JSON) into what was written and where. Does not know what is allowed. */
final class Yaml {
    private static final int DEPTH_MAX = 20;

    private final JsonParser parser;
    private final String source;
    private final boolean numbered;
    private final Sources sources;

    private Yaml(JsonParser parser, String source, boolean numbered, Sources sources) {
        this.parser = parser;
        this.source = source;
        this.numbered = numbered;
        this.sources = sources;
    }

    /** The text of an environment variable: its places are the variable's name. */
    static @Nullable Given parse(String text, String variable, Sources sources) {
        return parse(text, variable, false, sources);
    }

    /** The text of a file: its places carry line numbers. Null if there is nothing in it, or it is no YAML. */
    static @Nullable Given parseFile(String text, String file, Sources sources) {
        return parse(text, file, true, sources);
    }

    private static @Nullable Given parse(String text, String source, boolean numbered, Sources sources) {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            Yaml yaml = new Yaml(parser, source, numbered, sources);
            JsonToken first = parser.nextToken();
            return first == null ? null : yaml.value(first, 0, yaml.place());
        } catch (JsonProcessingException broken) {
            // The parser's own words quote the line, which may hold a secret.
            JsonLocation at = broken.getLocation();
            sources.mistake(at == null || !numbered ? source : source + ":" + at.getLineNr(), "is not valid YAML here");
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @param place of the key, if it has one: a section begins there and not where its first line is */
    private Given value(JsonToken token, int depth, String place) throws IOException {
        if (depth > DEPTH_MAX) {
            sources.mistake(place, "is nested too deeply");
            parser.skipChildren();
            return new Given.Text("", place);
        }
        return switch (token) {
            case START_OBJECT -> new Given.Fields(fields(depth), place);
            case START_ARRAY -> new Given.Items(items(depth), place);
            case VALUE_NULL -> new Given.Text("", place);
            default -> new Given.Text(parser.getText(), place);
        };
    }

    private Map<String, Given> fields(int depth) throws IOException {
        Map<String, Given> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String place = place();
            Given value = value(parser.nextToken(), depth + 1, place);
            if (fields.put(key, value) != null) {
                sources.mistake(place, key + " is written twice");
            }
        }
        return fields;
    }

    private List<Given> items(int depth) throws IOException {
        List<Given> items = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            items.add(value(token, depth + 1, place()));
            token = parser.nextToken();
        }
        return items;
    }

    private String place() {
        return numbered ? source + ":" + parser.currentTokenLocation().getLineNr() : source;
    }
}
