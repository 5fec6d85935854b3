package io.posthouse.files;

import io.posthouse.bus.Faults;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How these routes answer: JSON, and a fault as a status with the same error object as the native protocol's. */
final class HttpReplies {
    private static final Logger LOG = LoggerFactory.getLogger(HttpReplies.class);

    private HttpReplies() {}

    /** Runs the work; whatever it fails with is answered. */
    static Future<Void> run(RoutingContext context, Function<RoutingContext, Future<Void>> work) {
        Future<Void> done;
        try {
            done = work.apply(context);
        } catch (FaultException refusal) {
            done = Future.failedFuture(refusal);
        }
        return done.onFailure(cause -> fault(context, cause));
    }

    static Future<Void> json(RoutingContext context, JsonObject body) {
        return context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.encode());
    }

    static void fault(RoutingContext context, Throwable cause) {
        FaultException refusal = Faults.of(cause);
        HttpServerResponse response = context.response();
        if (refusal.fault() == Fault.INTERNAL && !(cause instanceof FaultException) && !hasHungUp(response, cause)) {
            LOG.error(
                    "A request for a file failed with a bug method={}",
                    context.request().method(),
                    cause);
        }
        if (response.headWritten()) {
            // Too late to say anything: the client sees that less came than was promised.
            context.request().connection().close();
            return;
        }
        if (response.closed()) {
            return;
        }
        response.setStatusCode(statusOf(refusal.fault()));
        json(context, new JsonObject().put("error", error(refusal)));
    }

    private static boolean hasHungUp(HttpServerResponse response, Throwable cause) {
        return response.closed() || cause instanceof ClosedChannelException;
    }

    private static JsonObject error(FaultException refusal) {
        Fault fault = refusal.fault();
        JsonObject error = new JsonObject()
                .put("code", fault.code())
                .put("name", fault.name().toLowerCase(Locale.ROOT))
                .put("text", fault.text())
                .put("retry", fault.retry().name().toLowerCase(Locale.ROOT));
        return refusal.detail().isEmpty() ? error : error.put("detail", refusal.detail());
    }

    /** What these routes can meet; anything else is a bug of ours. */
    private static int statusOf(Fault fault) {
        return switch (fault) {
            case INVALID, MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case STALE -> 409;
            case FILE_TOO_LARGE, TOO_LARGE -> 413;
            case FILE_REFUSED -> 415;
            case LIMIT_REACHED, RATE_LIMITED -> 429;
            case OVERLOADED, DRAINING, STORE_TIMEOUT, STORE_UNAVAILABLE, NOT_DURABLE, STORAGE_UNAVAILABLE -> 503;
            case STORAGE_FULL -> 507;
            default -> 500;
        };
    }
}
