package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A node is killed, and all who were there come back to the two others at once, where people talk. scripts/storm does it with 20,000. */
@ExtendWith(VertxExtension.class)
class ReconnectStormIT {
    private static final int CONNECTIONS = 300;

    @Test
    void everybodyComesBackAndThoseWhoStayedAreAnsweredMeanwhile(Vertx vertx, @TempDir Path directory)
            throws Exception {
        Nodes nodes = new Nodes(vertx, directory, 3, Map.of("LIMITS_CONNECTIONS_PER_ADDRESS_MAX", "100000"));
        Path results = directory.resolve("results.json");
        Process driver = drive(nodes, results);
        try (BufferedReader said = driver.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.equals("kill the node now")) {
                line = said.readLine();
            }
            assertThat(line).as("all are connected").isNotNull();

            nodes.node(0).kill();

            while (said.readLine() != null) {
                // Its table, for those who run it by hand.
            }
            assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            driver.destroyForcibly();
            nodes.close();
        }
        JsonObject storm = new JsonObject(Files.readAllLines(results).get(0));
        assertThat(storm.getString("trouble")).as(storm.encode()).isEmpty();
        assertThat(storm.getDouble("backSeconds")).as("everybody is back").isLessThan(60);
        assertThat(storm.getDouble("stormP99Millis"))
                .as("sends of those who stayed")
                .isLessThan(10_000);
    }

    private static Process drive(Nodes nodes, Path results) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        System.getProperty("posthouse.jar"),
                        "bench",
                        "storm",
                        "--url",
                        urlOf(nodes.node(0)),
                        "--also",
                        urlOf(nodes.node(1)),
                        "--also",
                        urlOf(nodes.node(2)),
                        "--admin-key",
                        GatewayProcess.ADMIN_KEY,
                        "--connections",
                        Integer.toString(CONNECTIONS),
                        "--talkers",
                        "20",
                        "--rate",
                        "20",
                        "--calm",
                        "PT1S",
                        "--json",
                        results.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String urlOf(GatewayProcess node) {
        return "ws://127.0.0.1:" + node.port() + "/ws";
    }
}
