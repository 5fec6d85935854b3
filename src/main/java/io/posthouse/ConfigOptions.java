package io.posthouse;

import io.posthouse.config.ConfigException;
import io.posthouse.config.ConfigReader;
import io.posthouse.config.StartupException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command takes its settings from. */
final class ConfigOptions {
    private static final String FILE_VARIABLE = "POSTHOUSE_CONFIG";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings in YAML; conf/posthouse.yaml shows them all. The environment variable"
                    + " POSTHOUSE_CONFIG names it too. Other POSTHOUSE_ variables override single settings:"
                    + " POSTHOUSE_SERVER_PORT is server.port.")
    private @Nullable Path file;

    /** Whether nobody has named a file. */
    boolean isWithoutFile(Map<String, String> environment) {
        return fileIn(environment) == null;
    }

    /** @throws StartupException with all mistakes */
    ConfigReader.Reading read(Map<String, String> environment) {
        try {
            return ConfigReader.read(fileIn(environment), environment, Set.of(FILE_VARIABLE));
        } catch (ConfigException refused) {
            int count = refused.mistakes().size();
            String head =
                    count == 1 ? "The configuration has a mistake:" : "The configuration has " + count + " mistakes:";
            throw new StartupException(head + "\n  " + String.join("\n  ", refused.mistakes()));
        }
    }

    private @Nullable Path fileIn(Map<String, String> environment) {
        String named = environment.getOrDefault(FILE_VARIABLE, "");
        return file != null || named.isEmpty() ? file : Path.of(named);
    }
}
