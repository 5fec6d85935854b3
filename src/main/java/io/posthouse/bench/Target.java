package io.posthouse.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is measured and where the result goes: the options that all measurements share. */
final class Target {
    @Option(
            names = "--url",
            description = "WebSocket address of the native protocol (default: ${DEFAULT-VALUE})",
            defaultValue = "ws://127.0.0.1:8080/ws")
    URI url = URI.create("");

    @Option(
            names = "--admin-key",
            description =
                    "makes the accounts through the server API; without it, a server that checks no token is assumed",
            defaultValue = "${env:POSTHOUSE_ADMIN_KEY}")
    @Nullable String adminKey;

    @Option(
            names = "--pid",
            description = "a process to watch, with all its children; repeatable. Only on the machine it runs on")
    List<Long> pids = List.of();

    @Option(
            names = "--label",
            description = "what the report calls this run (default: ${DEFAULT-VALUE})",
            defaultValue = "posthouse")
    String label = "";

    @Option(names = "--json", description = "appends the result to this file, one JSON object a line")
    @Nullable Path json;

    @Option(
            names = "--addresses",
            description = "local addresses 127.0.0.1, 127.0.0.2 … to connect from (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    int addresses = 1;

    ProcessTree processes() {
        return new ProcessTree(pids);
    }
}
