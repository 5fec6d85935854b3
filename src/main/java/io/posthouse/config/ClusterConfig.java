package io.posthouse.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * This node among others, from the {@code cluster} section.
 *
 * @param enabled whether the node looks for others that use its store; nobody else uses an embedded one
 * @param leaseLife after this long without a sign a node is no target any more
 * @param host the address that other nodes reach this one at; empty for the private one that reaches the store
 * @param memberPort of the nodes' member list; 0 takes a free one
 * @param busPort of what nodes push to each other; 0 takes a free one
 * @param secret what nodes prove to each other; empty for the one that they keep in the store
 * @param tls of what nodes push to each other
 */
public record ClusterConfig(
        boolean enabled,
        Duration leaseLife,
        String host,
        int memberPort,
        int busPort,
        Secret secret,
        ClusterTlsConfig tls) {
    public static final ClusterConfig DEFAULT =
            new ClusterConfig(true, Duration.ofSeconds(15), "", 0, 0, Secret.NONE, ClusterTlsConfig.DEFAULT);

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{0,255}");
    private static final int SECRET_CHARS_MIN = 16;

    public ClusterConfig {
        Check.positive(leaseLife, "leaseLife");
        Check.port(memberPort, "memberPort");
        Check.port(busPort, "busPort");
    }

    public static ClusterConfig from(Section section) {
        ClusterConfig cluster = new ClusterConfig(
                section.flag("enabled", DEFAULT.enabled),
                section.duration("leaseLife", DEFAULT.leaseLife, Duration.ofSeconds(3), Duration.ofMinutes(5)),
                section.text(
                        "host",
                        "",
                        HOST,
                        "an IP address or a host name; empty for the private one that reaches the store"),
                section.integer("memberPort", DEFAULT.memberPort, 0, 65_535),
                section.integer("busPort", DEFAULT.busPort, 0, 65_535),
                section.secret("secret"),
                ClusterTlsConfig.from(section.section("tls")));
        if (cluster.secret.isSet() && cluster.secret.reveal().length() < SECRET_CHARS_MIN) {
            section.mistake("secret", "must have at least " + SECRET_CHARS_MIN + " characters");
        }
        if (cluster.memberPort != 0 && cluster.memberPort == cluster.busPort) {
            section.mistake("busPort", "must differ from cluster.memberPort");
        }
        section.rejectUnknown();
        return cluster;
    }

    public ClusterConfig withLeaseLife(Duration other) {
        return new ClusterConfig(enabled, other, host, memberPort, busPort, secret, tls);
    }
}
