package io.posthouse.files;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of other origins use a route, of any unless some are named: a token or an unguessable address counts here, and never a
 * cookie, so a page can do no more than anybody without a browser could. Credentials are allowed because some clients ask for them
 * out of habit.
 */
final class Cors {
    private final String methods;
    private final String headers;
    private final Set<String> origins;

    /** Each separated by commas. */
    Cors(String methods, String headers) {
        this(methods, headers, List.of());
    }

    /** @param origins whose pages may use the route, all others being answered 403; empty for every page */
    Cors(String methods, String headers, List<String> origins) {
        this.methods = methods;
        this.headers = headers;
        this.origins = Set.copyOf(origins);
    }

    void handle(RoutingContext context) {
        HttpServerResponse response = context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origins.isEmpty() && !origins.contains(origin)) {
            response.setStatusCode(403).end();
            return;
        }
        if (origin != null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        if (!context.request().method().equals(HttpMethod.OPTIONS)) {
            context.next();
            return;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600")
                .setStatusCode(204)
                .end();
    }
}
