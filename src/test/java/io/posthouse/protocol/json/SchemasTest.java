package io.posthouse.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {
    private static final Path ASYNC_API = Path.of("src/docs/asyncapi.yaml");
    private static final Path PROTOCOL = Path.of("src/docs/protocol.md");
    private static final Path TEAMS = Path.of("src/docs/teams.md");
    private static final String META = "https://json-schema.org/draft/2020-12/schema";

    private final ObjectMapper json = new ObjectMapper();
    private final Schemas schemas = new Schemas();

    @ParameterizedTest
    @ValueSource(strings = {"objects.json", "requests.json", "answers.json", "events.json"})
    void everySchemaIsAValidOneOfDraft202012(String name) throws IOException {
        JsonNode schema = read(name);

        var meta =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SchemaLocation.of(META));

        assertThat(schema.path("$schema").asText()).isEqualTo(META);
        assertThat(meta.validate(schema)).isEmpty();
    }

    @Test
    void everyCommandHasASchemaForItsRequestAndItsAnswerAndStandsInTheDoc() throws IOException {
        Set<String> verbs = new TreeSet<>(Verbs.table(100).keySet());
        Set<String> answers = names(read("answers.json"));
        answers.remove("error");

        assertThat(names(read("requests.json"))).isEqualTo(verbs);
        assertThat(answers).isEqualTo(verbs);
        assertThat(Files.readString(PROTOCOL) + Files.readString(TEAMS))
                .contains(verbs.stream().map(verb -> "| `" + verb + "` |").toList());
    }

    @Test
    void everyFieldThatACommandReadsStandsInItsSchemaAndNoOther() throws IOException {
        JsonNode requests = read("requests.json").path("$defs");

        Verbs.table(100).forEach((name, verb) -> {
            Set<String> fields = new TreeSet<>();
            requests.path(name).path("properties").fieldNames().forEachRemaining(fields::add);
            fields.removeAll(Set.of("id", "do"));
            assertThat(fields).as(name).isEqualTo(verb.begin().get().fields());
        });
    }

    @Test
    void aMisspeltKeyFromTheGatewayDoesNotFit() {
        String right = "{\"on\":\"reconnect\",\"delayMillis\":5}";
        String misspelt = "{\"on\":\"reconnect\",\"delayMilis\":5}";

        assertThat(schemas.event(right)).isEmpty();
        assertThat(schemas.event(misspelt)).isNotEmpty();
    }

    @Test
    void aMisspeltKeyDeepInsideDoesNotFit() {
        String frame =
                "{\"id\":2,\"ok\":{\"msgs\":[{\"scene\":\"p2p\",\"from\":\"ann\",\"to\":\"bob\",\"type\":\"text\","
                        + "\"BODY\":\"x\",\"idClient\":\"1\",\"idServer\":\"1\",\"seq\":1,\"time\":1,\"fromClientType\":\"Web\","
                        + "\"fromDeviceId\":\"d\"}],\"more\":false}}";

        assertThat(schemas.answer(frame.replace("BODY", "body"), "history")).isEmpty();
        assertThat(schemas.answer(frame.replace("BODY", "boddy"), "history")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"src/docs/protocol.md, 15", "src/docs/teams.md, 8"})
    void theExchangeInTheDocFits(Path doc, int least) throws IOException {
        Map<Integer, String> verbs = new HashMap<>();
        int frames = 0;
        for (String line : Files.readAllLines(doc)) {
            if (!line.startsWith("C: {") && !line.startsWith("S: {")) {
                continue;
            }
            String frame = line.substring(3);
            JsonNode parsed = json.readTree(frame);
            frames++;
            if (line.startsWith("C")) {
                verbs.put(parsed.path("id").asInt(), parsed.path("do").asText());
                boolean wrongOnPurpose = frame.contains("not an account");
                assertThat(schemas.request(frame).isEmpty()).as(frame).isNotEqualTo(wrongOnPurpose);
            } else if (parsed.has("on")) {
                assertThat(schemas.event(frame)).as(frame).isEmpty();
            } else {
                assertThat(schemas.answer(
                                frame,
                                String.valueOf(verbs.get(parsed.path("id").asInt()))))
                        .as(frame)
                        .isEmpty();
            }
        }

        assertThat(frames).isGreaterThan(least);
    }

    @Test
    void everyReferenceOfTheAsyncApiDocumentLeadsSomewhere() throws IOException {
        JsonNode document = new YAMLMapper().readTree(ASYNC_API.toFile());

        Set<String> lost = new HashSet<>();
        Set<String> found = new TreeSet<>();
        collect(document).forEach(reference -> (resolves(document, reference) ? found : lost).add(reference));

        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(lost).isEmpty();
        assertThat(found)
                .containsAll(references("requests.json"))
                .containsAll(references("answers.json"))
                .containsAll(references("events.json"));
    }

    private Set<String> references(String file) throws IOException {
        Set<String> references = new TreeSet<>();
        names(read(file)).forEach(name -> references.add("./schemas/" + file + "#/$defs/" + name));
        return references;
    }

    private boolean resolves(JsonNode document, String reference) {
        try {
            int hash = reference.indexOf('#');
            JsonNode root = hash == 0
                    ? document
                    : json.readTree(ASYNC_API
                            .resolveSibling(reference.substring(0, hash))
                            .toFile());
            return !root.at(reference.substring(hash + 1)).isMissingNode();
        } catch (IOException missing) {
            return false;
        }
    }

    private static Set<String> collect(JsonNode node) {
        Set<String> references = new TreeSet<>();
        if (node.has("$ref")) {
            references.add(node.path("$ref").asText());
        }
        node.forEach(child -> references.addAll(collect(child)));
        return references;
    }

    private static Set<String> names(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("$defs").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode read(String name) throws IOException {
        return json.readTree(Schemas.FOLDER.resolve(name).toFile());
    }
}
