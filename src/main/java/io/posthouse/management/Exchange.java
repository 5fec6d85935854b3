package io.posthouse.management;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a request of the server API is read, and how its end is told if it failed. */
final class Exchange {
    private Exchange() {}

    /** Runs the work; whatever it fails with is answered. */
    static void run(RoutingContext context, Function<RoutingContext, Future<Void>> work) {
        Future<Void> done;
        try {
            done = work.apply(context);
        } catch (FaultException refusal) {
            done = Future.failedFuture(refusal);
        }
        done.onFailure(cause -> HttpFaults.answer(context, cause));
    }

    /** Answers what went wrong before the work began, such as a body past its limit. */
    static void failed(RoutingContext context, int bodyBytesMax) {
        Throwable cause = context.failure();
        if (context.statusCode() == 413) {
            HttpFaults.answer(context, new FaultException(Fault.TOO_LARGE, "at most " + bodyBytesMax + " bytes"));
        } else if (cause instanceof HttpException || cause == null) {
            HttpFaults.answer(context, new FaultException(Fault.MALFORMED));
        } else {
            HttpFaults.answer(context, cause);
        }
    }

    /** Without a body: an empty object. */
    static JsonObject bodyOf(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return new JsonObject();
        }
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException noObject) {
            throw new FaultException(Fault.MALFORMED, "the body has to be a JSON object");
        }
    }

    static @Nullable String textOf(JsonObject body, String key) {
        Object value = body.getValue(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new FaultException(Fault.INVALID, key + ": a text");
    }
}
