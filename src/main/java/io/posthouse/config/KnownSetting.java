package io.posthouse.config;

/**
 * One setting as the code knows it, for the settings table and for {@code posthouse config}.
 *
 * @param path such as {@code server.port}
 * @param allowed what may be written, in words
 * @param byDefault the default as an operator would write it
 * @param value what is in force, as an operator would write it; a secret is {@code ***}
 * @param place where the value was written; empty if it is the default
 */
public record KnownSetting(String path, String allowed, String byDefault, String value, String place) {

    /** The environment variable that overrides it: {@code store.keyPrefix} is {@code POSTHOUSE_STORE_KEY_PREFIX}. */
    public String variable() {
        return Sources.variableOf(path);
    }
}
