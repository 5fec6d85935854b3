package io.posthouse;

import io.posthouse.config.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running gateway a command talks to, and the key it shows there. */
final class ServerApiOptions {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway's address. Default: server.host and server.port, http://127.0.0.1:8080.")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file that holds the admin key. Default: the setting admin.key (POSTHOUSE_ADMIN_KEY), or"
                    + " the key that the development start keeps in its data directory.")
    private @Nullable Path keyFile;

    ServerApiClient client() {
        Config settings = config.read(System.getenv()).config();
        URI base = url == null
                ? URI.create("http://"
                        + Banner.address(
                                settings.server().host(), settings.server().port()))
                : url;
        return new ServerApiClient(base, keyFor(settings));
    }

    private String keyFor(Config settings) {
        if (keyFile == null && settings.admin().key().isSet()) {
            return settings.admin().key().reveal();
        }
        Path path = keyFile == null ? DevelopmentStart.keyFile(settings.store()) : keyFile;
        try {
            return Files.readString(path).trim();
        } catch (IOException unreadable) {
            String hint = keyFile == null ? "No admin key is set, and " : "";
            throw new CommandException(hint + path + " cannot be read; pass --key-file or set POSTHOUSE_ADMIN_KEY.");
        }
    }
}
