package io.posthouse;

import io.posthouse.config.ManagementConfig;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the nodes of a deployment, as one of them knows them. */
@Command(
        name = "nodes",
        description = {
            "Shows which nodes use the same store, how many connections each has, and how long its lease holds.",
            "Asks the management port of a running gateway.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class NodesCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String ROW = "%-10s%-18s%12s  %8s  %s%n";

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The management port's address. Default: management.host and management.port,"
                    + " http://127.0.0.1:8081.")
    private @Nullable URI url;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonArray nodes = ask(address()).getJsonArray("nodes", new JsonArray());
        PrintWriter out = spec.commandLine().getOut();
        out.printf(ROW, "NODE", "VERSION", "CONNECTIONS", "LEASE", "STATE");
        for (int i = 0; i < nodes.size(); i++) {
            print(nodes.getJsonObject(i), out);
        }
        out.flush();
        return 0;
    }

    private URI address() {
        if (url != null) {
            return url;
        }
        ManagementConfig management = config.read(System.getenv()).config().management();
        if (!management.enabled()) {
            throw new CommandException("management.enabled is false, so there is nobody to ask; pass --url.");
        }
        return URI.create("http://" + Banner.address(management.host(), management.port()));
    }

    private static void print(JsonObject node, PrintWriter out) {
        String problems = node.getJsonArray("problems", new JsonArray()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        out.printf(
                ROW,
                node.getString("node"),
                node.getString("version", "-"),
                node.getInteger("connections") == null ? "-" : node.getInteger("connections"),
                node.getLong("leaseMillis", 0L) / 1000 + " s",
                problems.isEmpty() ? "ready" : problems);
    }

    private static JsonObject ask(URI base) {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/nodes"))
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse<String> response = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CommandException(
                        "The gateway at " + base + " cannot say: status " + response.statusCode() + ".");
            }
            return new JsonObject(response.body());
        } catch (IOException unreachable) {
            throw new CommandException("No gateway answers at " + base + ".");
        } catch (IllegalArgumentException | DecodeException wrongAddress) {
            throw new CommandException(
                    base + " is not the address of a management port such as http://127.0.0.1:8081.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }
}
