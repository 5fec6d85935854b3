package io.posthouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a YAML file and overriding environment variables, once and wholly. Blocks; not for an event loop. */
public final class ConfigReader {
    private static final int FILE_BYTES_MAX = 1024 * 1024;

    private ConfigReader() {}

    /**
     * What was read.
     *
     * @param settings every setting in the order of the file, with its default and what is in force
     */
    public record Reading(Config config, List<KnownSetting> settings) {}

    /**
     * @param file null reads the environment alone
     * @param environment an embedding host passes an empty map or its own
     * @param reserved variables that begin with POSTHOUSE_ and are no settings
     * @throws ConfigException with all mistakes
     */
    public static Reading read(@Nullable Path file, Map<String, String> environment, Set<String> reserved) {
        Sources sources = new Sources(environment, reserved);
        Config config = Config.from(new Section(sources, "", fieldsOf(file, sources)));
        sources.rejectUnknownVariables();
        if (!sources.mistakes().isEmpty()) {
            throw new ConfigException(sources.mistakes());
        }
        return new Reading(config, List.copyOf(sources.known()));
    }

    private static Map<String, Given> fieldsOf(@Nullable Path file, Sources sources) {
        if (file == null) {
            return Map.of();
        }
        String text = textOf(file, sources);
        Given given = Yaml.parseFile(text, file.toString(), sources);
        if (given instanceof Given.Fields root) {
            return root.fields();
        }
        if (given != null) {
            sources.mistake(given.place(), "must hold sections such as 'server:'");
        }
        return Map.of();
    }

    private static String textOf(Path file, Sources sources) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                sources.mistake(file.toString(), "is larger than " + FILE_BYTES_MAX + " bytes");
                return "";
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            sources.mistake(file.toString(), "cannot be read");
            return "";
        }
    }
}
