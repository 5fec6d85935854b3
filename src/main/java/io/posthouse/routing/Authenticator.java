package io.posthouse.routing;

import io.posthouse.model.ClientType;
import io.vertx.core.Future;

/** How an embedding host says who somebody is (A1). Called on an event loop, so it must not block. */
@FunctionalInterface
public interface Authenticator {

    /**
     * Whether this token proves this account. A failed future and one that takes longer than half of the request timeout count as
     * no. An account that is new to the gateway is made.
     *
     * @param account in stored form
     */
    Future<Boolean> check(String account, String token, String deviceId, ClientType clientType);
}
