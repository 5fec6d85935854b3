package io.posthouse.config;

/**
 * The management port, from the {@code management} section.
 *
 * @param port 0 takes a free one
 */
public record ManagementConfig(boolean enabled, String host, int port) {
    public static final ManagementConfig DEFAULT = new ManagementConfig(true, "127.0.0.1", 8081);
}
