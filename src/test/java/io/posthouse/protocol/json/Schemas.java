package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Holds frames against the JSON Schemas in src/docs/schemas. What it says of a frame is empty if the frame fits. */
public final class Schemas {
    static final Path FOLDER = Path.of("src/docs/schemas");

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    /** A request or note of a client. */
    public Set<String> request(String frame) {
        JsonNode json = parse(frame);
        return validate("requests.json#/$defs/" + json.path("do").asText(), json);
    }

    /**
     * An answer of the gateway.
     *
     * @param verb the {@code do} of what it answers
     */
    public Set<String> answer(String frame, String verb) {
        JsonNode json = parse(frame);
        return validate("answers.json#/$defs/" + (json.has("error") ? "error" : verb), json);
    }

    /** An event of the gateway. */
    public Set<String> event(String frame) {
        JsonNode json = parse(frame);
        return validate("events.json#/$defs/" + json.path("on").asText(), json);
    }

    private Set<String> validate(String place, JsonNode json) {
        Set<String> problems = new TreeSet<>(validateAlone(place, json));
        for (JsonNode parent : json.findParents("attach")) {
            if (parent.path("type").asText().equals("notification")) {
                JsonNode attach = parse(parent.path("attach").asText());
                problems.addAll(validateAlone("objects.json#/$defs/notification", attach));
            }
        }
        return problems;
    }

    private Set<String> validateAlone(String place, JsonNode json) {
        JsonSchema schema = schemas.computeIfAbsent(
                place, missing -> factory.getSchema(SchemaLocation.of(FOLDER.toUri() + missing)));
        return schema.validate(json).stream().map(ValidationMessage::getMessage).collect(Collectors.toSet());
    }

    private JsonNode parse(String frame) {
        try {
            return mapper.readTree(frame);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError("not JSON: " + frame, noJson);
        }
    }
}
