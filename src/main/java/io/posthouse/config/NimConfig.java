package io.posthouse.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The wire of the NIM web SDK, from the {@code nim} section.
 *
 * @param enabled whether it is served
 * @param allowedOrigins whose pages may use it; empty for every page's
 * @param publicAddress {@code host:port} where clients reach TLS, told to them by the LBS; empty to tell them the address they
 *     asked at
 * @param handshakeTimeout how long after the handshake its socket may be opened
 */
public record NimConfig(boolean enabled, List<String> allowedOrigins, String publicAddress, Duration handshakeTimeout) {
    public static final NimConfig DEFAULT = new NimConfig(true, List.of(), "", Duration.ofSeconds(30));

    private static final Pattern ORIGIN = Pattern.compile("null|[a-z][a-z0-9+.-]{0,30}://[A-Za-z0-9._:\\[\\]-]{0,255}");
    private static final Pattern ADDRESS =
            Pattern.compile("|(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):[1-9][0-9]{0,4}");

    public NimConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        Check.positive(handshakeTimeout, "handshakeTimeout");
    }

    public static NimConfig from(Section section) {
        NimConfig nim = new NimConfig(
                section.flag("enabled", DEFAULT.enabled),
                section.texts("allowedOrigins", ORIGIN, "such as https://chat.example.com, without a path"),
                section.text("publicAddress", DEFAULT.publicAddress, ADDRESS, "host:port; empty for the one asked at"),
                section.duration(
                        "handshakeTimeout", DEFAULT.handshakeTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5)));
        section.rejectUnknown();
        return nim;
    }
}
