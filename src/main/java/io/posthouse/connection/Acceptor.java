package io.posthouse.connection;

import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;

/** Takes over an upgraded socket: limits, login, pushing, draining, closing. */
public interface Acceptor {

    /**
     * A ticket for a wire whose client first asks over HTTP and then opens a socket: opaque, cannot be guessed, good for one
     * {@link Line#redeem} on any node. Costs no memory anywhere until it is redeemed. Called on any event loop.
     *
     * @return 52 letters, digits, {@code -} and {@code _}; fails with a {@link io.posthouse.model.FaultException} alone, with
     *     {@code DRAINING} when nobody is let in any more
     */
    Future<String> issueTicket();

    /**
     * Begins a conversation on a socket. Called in the tick of the upgrade, so that no frame is missed.
     *
     * @param carrier what the socket was upgraded on: the request's {@code connection()}
     * @param protocol the one whose route upgraded it
     */
    void accept(ServerWebSocket socket, HttpConnection carrier, Protocol protocol);
}
