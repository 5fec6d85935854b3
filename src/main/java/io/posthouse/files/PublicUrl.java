package io.posthouse.files;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the addresses of files begin with: what is configured, or else where the request came to. */
final class PublicUrl {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]");

    private final String configured;
    private final boolean isBehindProxy;

    /** @param isBehindProxy whether what a proxy says of the request ({@code X-Forwarded-Proto}, {@code -Host}) is believed */
    PublicUrl(String configured, boolean isBehindProxy) {
        this.configured = configured;
        this.isBehindProxy = isBehindProxy;
    }

    /** The address of a file; begins with a slash if the request does not say where it went. */
    String of(HttpServerRequest request, String file) {
        return originOf(request) + "/files/" + file;
    }

    private String originOf(HttpServerRequest request) {
        if (!configured.isEmpty()) {
            return configured;
        }
        String protocol = isBehindProxy ? last(request.getHeader("X-Forwarded-Proto")) : "";
        String host = isBehindProxy ? last(request.getHeader("X-Forwarded-Host")) : "";
        HostAndPort asked = host.isEmpty() ? request.authority() : HostAndPort.parseAuthority(host, -1);
        if (asked == null || !HOST.matcher(asked.host()).matches()) {
            return "";
        }
        boolean isSecure = request.isSSL() || protocol.equalsIgnoreCase("https");
        String port = asked.port() > 0 ? ":" + asked.port() : "";
        return (isSecure ? "https://" : "http://") + asked.host() + port;
    }

    /** What the proxy in front of us wrote; what is before it anybody can write. */
    private static String last(@Nullable String header) {
        return header == null
                ? ""
                : header.substring(header.lastIndexOf(',') + 1).strip();
    }
}
