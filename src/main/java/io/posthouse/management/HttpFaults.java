package io.posthouse.management;

import io.posthouse.bus.Faults;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How HTTP spells a fault: a status, and the same error object as the native protocol. */
final class HttpFaults {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFaults.class);

    private HttpFaults() {}

    static void answer(RoutingContext context, Throwable cause) {
        FaultException refusal = Faults.of(cause);
        if (refusal.fault() == Fault.INTERNAL && !(cause instanceof FaultException)) {
            LOG.error("A request failed with a bug path={}", context.normalizedPath(), cause);
        }
        context.response().setStatusCode(statusOf(refusal.fault()));
        if (refusal.fault() == Fault.UNAUTHENTICATED) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"posthouse\"");
        }
        context.json(new JsonObject().put("error", error(refusal)));
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

    static int statusOf(Fault fault) {
        return switch (fault) {
            case MALFORMED, INVALID, BODY_TOO_LONG, ATTACH_TOO_LONG, EXT_TOO_LONG -> 400;
            case UNAUTHENTICATED, NOT_LOGGED_IN, LOGIN_TIMEOUT -> 401;
            case FORBIDDEN, BLOCKED, RECALL_WINDOW_CLOSED, NOT_RECALLABLE, NOT_A_MEMBER, MUTED -> 403;
            case UNKNOWN_COMMAND, NOT_FOUND -> 404;
            case TOO_LARGE, FILE_TOO_LARGE -> 413;
            case FILE_REFUSED -> 415;
            case ALREADY_EXISTS,
                    LIMIT_REACHED,
                    STALE,
                    IN_CHANNEL,
                    IN_CHANNEL_ELSEWHERE,
                    UID_TAKEN,
                    INVITATION_OVER,
                    INVITATION_REJECTED,
                    INVITATION_ACCEPTED -> 409;
            case CONTENT_DIFFERS -> 422;
            case RATE_LIMITED, TOO_MANY_CONNECTIONS, TOO_MANY_ERRORS, TOO_SLOW -> 429;
            case OVERLOADED,
                    DRAINING,
                    STORE_TIMEOUT,
                    STORE_UNAVAILABLE,
                    NOT_DURABLE,
                    UPSTREAM_FAILED,
                    STORAGE_UNAVAILABLE -> 503;
            case STORAGE_FULL -> 507;
            case INTERNAL -> 500;
        };
    }
}
