package io.posthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** conf/kubernetes is held against the schema of Kubernetes itself: no field that it does not know, none missing, none of another type. */
class KubernetesSchemaTest {
    private static final Path MANIFESTS = Path.of("conf/kubernetes/posthouse.yaml");
    private static final Map<String, Schema> SCHEMAS = Map.of(
            "apps/v1 Deployment", new Schema(V1Deployment::validateJsonElement, V1Deployment.class),
            "v1 Service", new Schema(V1Service::validateJsonElement, V1Service.class),
            "policy/v1 PodDisruptionBudget",
                    new Schema(V1PodDisruptionBudget::validateJsonElement, V1PodDisruptionBudget.class),
            "autoscaling/v2 HorizontalPodAutoscaler",
                    new Schema(V2HorizontalPodAutoscaler::validateJsonElement, V2HorizontalPodAutoscaler.class),
            "networking.k8s.io/v1 NetworkPolicy",
                    new Schema(V1NetworkPolicy::validateJsonElement, V1NetworkPolicy.class));

    @Test
    void everyManifestFollowsTheSchemaOfItsKind() throws IOException {
        for (JsonNode manifest : manifests()) {
            validate(manifest);
        }
    }

    @Test
    void allThatAClusterNeedsIsThere() throws IOException {
        assertThat(manifests().stream().map(KubernetesSchemaTest::kindOf))
                .containsExactlyInAnyOrderElementsOf(SCHEMAS.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment,/spec,progressDeadlineSecond",
        "Deployment,/spec/template/spec/containers/0/readinessProbe,periodSecond",
        "Deployment,/spec/template/spec/containers/0/lifecycle/preStop/exec,args",
        "Service,/spec/ports/0,protocoll",
        "PodDisruptionBudget,/spec,maxUnavailible",
        "HorizontalPodAutoscaler,/spec/metrics/0/pods/target,averageValu",
        "NetworkPolicy,/spec/ingress/1/from/0,podSelektor"
    })
    void aFieldThatKubernetesDoesNotKnowIsFound(String kind, String where, String field) throws IOException {
        JsonNode manifest = manifest(kind);
        ((ObjectNode) manifest.at(where)).put(field, 1);

        assertThatThrownBy(() -> validate(manifest)).hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment,/spec,replicas",
        "Deployment,/spec/template/spec,terminationGracePeriodSeconds",
        "HorizontalPodAutoscaler,/spec,maxReplicas"
    })
    void aTextWhereANumberBelongsIsFound(String kind, String where, String field) throws IOException {
        JsonNode manifest = manifest(kind);
        ((ObjectNode) manifest.at(where)).put(field, "many");

        assertThatThrownBy(() -> validate(manifest)).hasMessageContaining("many");
    }

    @Test
    void aFieldThatIsMissingIsFound() throws IOException {
        JsonNode manifest = manifest("Deployment");
        ((ObjectNode) manifest.at("/spec")).remove("selector");

        assertThatThrownBy(() -> validate(manifest)).hasMessageContaining("selector");
    }

    private static void validate(JsonNode manifest) throws IOException {
        Schema schema = SCHEMAS.get(kindOf(manifest));
        if (schema == null) {
            throw new AssertionError("no schema for " + kindOf(manifest));
        }
        JsonElement element = JsonParser.parseString(manifest.toString());
        schema.fields.check(element);
        // Numbers are told from texts only when they are read.
        assertThat((Object) JSON.getGson().fromJson(element, schema.type)).isNotNull();
    }

    private static String kindOf(JsonNode manifest) {
        return manifest.path("apiVersion").asText() + " "
                + manifest.path("kind").asText();
    }

    private static JsonNode manifest(String kind) throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> manifests() throws IOException {
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(MANIFESTS.toFile())) {
            return documents.readAll();
        }
    }

    /**
     * What a manifest of one kind has to follow.
     *
     * @param fields fails if one is missing or not known
     * @param type what it is read as
     */
    private record Schema(Check fields, Class<?> type) {}

    /** Fails with an exception that tells why. */
    private interface Check {
        void check(JsonElement manifest) throws IOException;
    }
}
