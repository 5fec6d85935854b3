package io.posthouse.bench;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is measured and where the result goes: the options that all measurements share. */
final class Target {
    @Option(
            names = "--url",
            description = "WebSocket address of the native protocol (default: ${DEFAULT-VALUE})",
            defaultValue = "ws://127.0.0.1:8080/ws",
            converter = WebSocketUrl.class)
    URI url = URI.create("");

    @Option(
            names = "--also",
            description = "another node of the same deployment; repeatable. Connections are spread over all of them",
            converter = WebSocketUrl.class)
    List<URI> also = List.of();

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

    /** The nodes in turn. */
    URI urlOf(int connection) {
        int n = connection % (1 + also.size());
        return n == 0 ? url : also.get(n - 1);
    }

    ProcessTree processes() {
        return new ProcessTree(pids);
    }

    /** A slip in the address is told before anything is measured. */
    private static final class WebSocketUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI url = new URI(text);
                if ("ws".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // Told below, as what is no address for us.
            }
            throw new TypeConversionException(
                    "'" + text + "' is no address such as ws://127.0.0.1:8080/ws, with a host and a port");
        }
    }
}
