package io.posthouse.protocol.socketio;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Set;

/**
 * Which pages may use a wire from another origin. Nothing here is granted by a cookie, so a page can do no more with the
 * answers than anybody without a browser could; credentials are allowed because some clients ask for them out of habit. Vert.x
 * has a handler for this too, which logs every refused page as an error.
 */
public final class Origins {
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;
    private static final String PREFLIGHT_SECONDS = "3600";

    private final Set<String> allowed;

    /** @param allowed such as {@code https://chat.example.com}; empty for all */
    public Origins(Collection<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Has a route answer preflights, mark its answers for the page, and refuse pages that may not (403). To be added before the
     * handler that answers.
     *
     * @param methods that a page may use, separated by commas
     * @param headers that a page may send, separated by commas
     */
    public Route guard(Route route, String methods, String headers) {
        return route.handler(context -> handle(context, methods, headers));
    }

    private void handle(RoutingContext context, String methods, String headers) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            context.next();
        } else if (!allowed.isEmpty() && !allowed.contains(origin)) {
            response.setStatusCode(FORBIDDEN).end();
        } else {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            boolean isPreflight = HttpMethod.OPTIONS.equals(request.method())
                    && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
            if (isPreflight) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers)
                        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
                        .setStatusCode(NO_CONTENT)
                        .end();
            } else {
                context.next();
            }
        }
    }
}
