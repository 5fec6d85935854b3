package io.posthouse.config;

import java.util.List;

/** An operator's mistakes in the configuration: all of them, each one sentence with its place. Holds no secret. */
public final class ConfigException extends RuntimeException {
    private final List<String> mistakes;

    public ConfigException(List<String> mistakes) {
        super(String.join("\n", mistakes), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
