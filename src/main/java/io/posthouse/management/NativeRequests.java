package io.posthouse.management;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Takes requests in the native protocol's words to the verticles that handle them. May be used from any context. */
@FunctionalInterface
public interface NativeRequests {
    /**
     * @param as the account it is asked for, by the server
     * @param request {@code do} and its fields
     * @return the answer's {@code ok}; fails with a {@link io.posthouse.model.FaultException}, or throws it for a request that is
     *     wrong in itself
     */
    Future<JsonObject> ask(String as, JsonObject request);
}
