package io.posthouse.config;

/**
 * The management port, from the {@code management} section.
 *
 * @param port 0 takes a free one
 */
public record ManagementConfig(boolean enabled, String host, int port) {
    public static final ManagementConfig DEFAULT = new ManagementConfig(true, "127.0.0.1", 8081);

    public ManagementConfig {
        Check.port(port, "port");
    }

    public static ManagementConfig from(Section section) {
        boolean enabled = section.flag("enabled", DEFAULT.enabled);
        String host = section.text("host", DEFAULT.host, ServerConfig.HOST, ServerConfig.HOST_IN_WORDS);
        int port = section.integer("port", DEFAULT.port, 0, 65_535);
        section.rejectUnknown();
        return new ManagementConfig(enabled, host, port);
    }
}
