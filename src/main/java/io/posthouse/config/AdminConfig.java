package io.posthouse.config;

/**
 * The server API, from the {@code admin} section.
 *
 * @param key without one the server API answers 403
 */
public record AdminConfig(Secret key) {
    public static final AdminConfig DEFAULT = new AdminConfig(Secret.NONE);
}
