package io.posthouse.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The main port, from the {@code server} section.
 *
 * @param host the address to listen on; 127.0.0.1 unless somebody decides to open it
 * @param port 0 takes a free one
 * @param instances verticles of each kind, one an event loop; 0 for as many as there are cores
 * @param page whether the chat page and the browser client are served
 * @param trustForwardedFor whether the client's address is taken from {@code X-Forwarded-For} (behind a load balancer only)
 * @param drain how long sockets get to leave at a stop
 * @param tls the port beside it that speaks TLS
 * @param requestTimeout how long a command may wait for its answer inside the gateway
 */
public record ServerConfig(
        String host,
        int port,
        int instances,
        boolean page,
        boolean trustForwardedFor,
        TlsConfig tls,
        Duration drain,
        Duration requestTimeout) {
    public static final ServerConfig DEFAULT = new ServerConfig(
            "127.0.0.1", 8080, 0, true, false, TlsConfig.DEFAULT, Duration.ofSeconds(10), Duration.ofSeconds(5));

    static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,255}");
    static final String HOST_IN_WORDS = "a host name or an IP address";

    public ServerConfig {
        Check.port(port, "port");
        Check.that(instances >= 0, "instances must not be negative, was " + instances);
        Check.notNegative(drain, "drain");
        Check.positive(requestTimeout, "requestTimeout");
    }

    public static ServerConfig from(Section section) {
        ServerConfig server = new ServerConfig(
                section.text("host", DEFAULT.host, HOST, HOST_IN_WORDS),
                section.integer("port", DEFAULT.port, 0, 65_535),
                section.integer("instances", DEFAULT.instances, 0, 1_024),
                section.flag("page", DEFAULT.page),
                section.flag("trustForwardedFor", DEFAULT.trustForwardedFor),
                TlsConfig.from(section.section("tls")),
                section.duration("drain", DEFAULT.drain, Duration.ZERO, Duration.ofMinutes(10)),
                section.duration(
                        "requestTimeout", DEFAULT.requestTimeout, Duration.ofMillis(100), Duration.ofSeconds(30)));
        if (server.tls.isOn() && server.port != 0 && server.port == server.tls.port()) {
            section.mistake("port", "must differ from server.tls.port");
        }
        section.rejectUnknown();
        return server;
    }

    public ServerConfig withTls(TlsConfig other) {
        return new ServerConfig(host, port, instances, page, trustForwardedFor, other, drain, requestTimeout);
    }
}
