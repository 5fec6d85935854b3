package io.posthouse.files;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets pages of any origin use these routes: a token or an unguessable address counts here, and never a cookie, so a page can do no
 * more than anybody without a browser could. Credentials are allowed because some clients ask for them out of habit.
 */
final class Cors {
    private final String methods;
    private final String headers;

    /** Each separated by commas. */
    Cors(String methods, String headers) {
        this.methods = methods;
        this.headers = headers;
    }

    void handle(RoutingContext context) {
        HttpServerResponse response = context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
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
