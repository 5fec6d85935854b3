package io.posthouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What conf/ says of running several nodes fits the gateway: its settings, ports, health and the time it takes to leave. */
class DeploymentFilesTest {
    private static final Path KUBERNETES = Path.of("conf/kubernetes/posthouse.yaml");
    private static final Path HAPROXY = Path.of("conf/haproxy.cfg");
    /** What stopping may take beyond draining, and what preStop waits. */
    private static final Duration BESIDES = Duration.ofSeconds(20);

    @Test
    void theDeploymentsVariablesAreSettingsAndItsPortsThose() throws IOException {
        JsonNode pod = document("Deployment").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        Config config = configOf(container);
        Map<String, Integer> ports = new HashMap<>();
        container
                .path("ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));

        assertThat(ports)
                .containsEntry("clients", config.server().port())
                .containsEntry("management", config.management().port())
                .containsEntry("members", config.cluster().memberPort())
                .containsEntry("bus", config.cluster().busPort());
        assertThat(config.isClustered()).isTrue();
    }

    @Test
    void aNodeHasTheTimeToDrainBeforeItIsKilled() throws IOException {
        JsonNode pod = document("Deployment").at("/spec/template/spec");
        Config config = configOf(pod.at("/containers/0"));

        Duration grace =
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong());

        assertThat(grace).isGreaterThan(config.server().drain().plus(BESIDES));
    }

    @Test
    void bothAskForTheHealthThatTheGatewayTells() throws IOException {
        JsonNode container = document("Deployment").at("/spec/template/spec/containers/0");

        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(Files.readString(HAPROXY)).contains("option httpchk GET /health/ready");
    }

    @Test
    void otherPodsDoNotReachThePortsBetweenNodes() throws IOException {
        JsonNode rules = document("NetworkPolicy").at("/spec/ingress");
        Set<Integer> inner = Set.of(5701, 5702);

        assertThat(rules).isNotEmpty().allSatisfy(rule -> rule.path("ports").forEach(port -> {
            if (inner.contains(port.path("port").asInt())) {
                assertThat(rule.at("/from/0/podSelector/matchLabels/app").asText())
                        .isEqualTo("posthouse");
            }
        }));
    }

    private static Config configOf(JsonNode container) {
        Map<String, String> environment = new HashMap<>();
        container
                .path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(),
                        variable.has("value") ? variable.path("value").asText() : "a secret of some length"));
        return ConfigReader.read(null, environment, Set.of()).config();
    }

    private static JsonNode document(String kind) throws IOException {
        YAMLMapper mapper = new YAMLMapper(new YAMLFactory());
        try (MappingIterator<JsonNode> documents =
                mapper.readerFor(JsonNode.class).readValues(KUBERNETES.toFile())) {
            List<JsonNode> all = documents.readAll();
            return all.stream()
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + kind + " in " + KUBERNETES));
        }
    }
}
