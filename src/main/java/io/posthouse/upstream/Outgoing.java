package io.posthouse.upstream;

import io.posthouse.config.PassThroughConfig.Upstream;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an upstream is asked: below its base and nowhere else, with the caller's account, and without any header that belongs to the
 * connection or says who asks.
 *
 * @param body empty for none
 */
record Outgoing(RequestOptions options, Buffer body) {
    /** Who asks, in stored form. */
    static final String ACCOUNT = "x-posthouse-account";

    private static final int HEADERS_MAX = 20;
    private static final int PATH_CHARS_MAX = 2_048;
    private static final int VALUE_CHARS_MAX = 2_048;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0," + VALUE_CHARS_MAX + "}");
    /** What RFC 3986 has in paths and queries. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{1," + PATH_CHARS_MAX + "}");
    /** A segment of dots, also one that is written in percent, and what some servers take for a slash. */
    private static final Pattern CLIMBING =
            Pattern.compile("(?:^|/)(?:\\.|%2e){1,2}(?:/|$)|%2f|%5c|%00|%(?![0-9a-f]{2})", Pattern.CASE_INSENSITIVE);

    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    static Outgoing of(Upstream upstream, Caller caller, Command.PassThrough asked, int bodyBytesMax) {
        URI base = upstream.base();
        boolean isTls = "https".equalsIgnoreCase(base.getScheme());
        int port = base.getPort() >= 0 ? base.getPort() : isTls ? 443 : 80;
        String text = asked.body();
        Buffer body = text == null ? Buffer.buffer() : Buffer.buffer(text);
        if (body.length() > bodyBytesMax) {
            throw new FaultException(Fault.BODY_TOO_LONG, "passThrough.bodyBytesMax");
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(asked.method().name()))
                .setHost(hostOf(base))
                .setPort(port)
                .setSsl(isTls)
                .setURI(below(base, asked.path()))
                .setFollowRedirects(false);
        headers(asked.headers()).forEach(options::putHeader);
        options.putHeader(ACCOUNT, caller.account());
        return new Outgoing(options, body);
    }

    /** An address of IPv6 stands in brackets in a URL alone. */
    private static String hostOf(URI base) {
        String host = base.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String below(URI base, String path) {
        int query = path.indexOf('?');
        String only = query < 0 ? path : path.substring(0, query);
        if (!PATH.matcher(path).matches() || CLIMBING.matcher(only).find()) {
            throw new FaultException(Fault.INVALID, "path");
        }
        String folder = base.getRawPath() == null ? "" : base.getRawPath();
        String front = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        return front + (path.startsWith("/") ? path : "/" + path);
    }

    private static Map<String, String> headers(Map<String, String> asked) {
        if (asked.size() > HEADERS_MAX) {
            throw new FaultException(Fault.INVALID, "headers");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        asked.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean fits = NAME.matcher(name).matches() && VALUE.matcher(value).matches();
            if (!fits || isOurs(lower) || headers.put(lower, value) != null) {
                throw new FaultException(Fault.INVALID, "headers");
            }
        });
        return headers;
    }

    private static boolean isOurs(String name) {
        return OF_THE_CONNECTION.contains(name)
                || name.startsWith("x-posthouse-")
                || name.startsWith("x-forwarded-")
                || name.startsWith("proxy-");
    }

    /** Of an answer's headers those that are about its content, and the upstream's own. */
    static Map<String, String> passedOn(MultiMap headers) {
        Map<String, String> told = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean isTold = lower.equals("content-type")
                    || lower.equals("etag")
                    || lower.equals("last-modified")
                    || lower.equals("location")
                    || (lower.startsWith("x-") && !isOurs(lower));
            if (isTold && told.size() < HEADERS_MAX && VALUE.matcher(value).matches()) {
                told.putIfAbsent(lower, value);
            }
        });
        return told;
    }
}
