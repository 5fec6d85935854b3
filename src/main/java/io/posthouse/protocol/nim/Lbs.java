package io.posthouse.protocol.nim;

import io.posthouse.connection.RouteProvider;
import io.posthouse.protocol.socketio.Origins;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client where to connect and where to upload, at {@code /lbs} and below: to the gateway, so that an app names no
 * other address. The address is the one the client itself has used, unless one is configured, so the answer must not be
 * cached for others.
 */
public final class Lbs implements RouteProvider {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int BAD_REQUEST = 400;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]");

    private final String publicAddress;
    private final boolean isBehindProxy;
    private final IntSupplier tlsPort;
    private final Origins origins;

    /**
     * @param publicAddress {@code host:port}; empty for the one that was asked at
     * @param isBehindProxy whether what a proxy says of the request ({@code X-Forwarded-Proto}, {@code -Host}) is believed
     * @param tlsPort where the gateway itself speaks TLS; 0 if it does not
     */
    public Lbs(String publicAddress, boolean isBehindProxy, IntSupplier tlsPort, Origins origins) {
        this.publicAddress = publicAddress;
        this.isBehindProxy = isBehindProxy;
        this.tlsPort = tlsPort;
        this.origins = origins;
    }

    @Override
    public void mount(Router router) {
        origins.guard(router.route("/lbs/*"), "GET", "content-type,x-nos-token");
        router.get("/lbs/*").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Place place = placeOf(context.request());
        if (place == null) {
            context.response().setStatusCode(BAD_REQUEST).end();
            return;
        }
        JsonObject common = new JsonObject()
                .put("link", new JsonArray(List.copyOf(place.links)))
                .put("link.default", new JsonArray());
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("common", common)
                        .put("nos-chunk", place.uploads + "/nos")
                        .encode());
    }

    /** Null if the request does not say where it went. */
    private @Nullable Place placeOf(HttpServerRequest request) {
        if (!publicAddress.isEmpty()) {
            return Place.secure(publicAddress);
        }
        boolean isProxied = isBehindProxy && "https".equalsIgnoreCase(last(request.getHeader("X-Forwarded-Proto")));
        String forwarded = isProxied ? last(request.getHeader("X-Forwarded-Host")) : "";
        HostAndPort asked = forwarded.isEmpty() ? request.authority() : HostAndPort.parseAuthority(forwarded, -1);
        if (asked == null || !HOST.matcher(asked.host()).matches()) {
            return null;
        }
        if (isProxied || request.isSSL()) {
            return Place.secure(asked.host() + ":" + portOf(asked, HTTPS_PORT));
        }
        String plain = asked.host() + ":" + portOf(asked, HTTP_PORT);
        return tlsPort.getAsInt() == 0
                ? new Place(List.of(plain), "http://" + plain)
                : Place.secure(asked.host() + ":" + tlsPort.getAsInt()).orElse(plain);
    }

    private static int portOf(HostAndPort asked, int byDefault) {
        return asked.port() > 0 ? asked.port() : byDefault;
    }

    /** What the proxy in front of us wrote; what is before it anybody can write. */
    private static String last(@Nullable String header) {
        return header == null
                ? ""
                : header.substring(header.lastIndexOf(',') + 1).strip();
    }

    /**
     * @param links {@code host:port} of the socket, in the order to be tried
     * @param uploads what the upload paths begin with
     */
    private record Place(List<String> links, String uploads) {
        static Place secure(String address) {
            return new Place(List.of(address), "https://" + address);
        }

        /** A client that was told not to use TLS fails at the first address and takes this one. */
        Place orElse(String plain) {
            List<String> both = new ArrayList<>(links);
            both.add(plain);
            return new Place(both, uploads);
        }
    }
}
