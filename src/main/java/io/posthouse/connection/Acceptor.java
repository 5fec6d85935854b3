package io.posthouse.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;

/** Takes over an upgraded socket: limits, login, pushing, draining, closing. */
public interface Acceptor {

    /**
     * Begins a conversation on a socket. Called in the tick of the upgrade, so that no frame is missed.
     *
     * @param carrier what the socket was upgraded on: the request's {@code connection()}
     * @param protocol the one whose route upgraded it
     */
    void accept(ServerWebSocket socket, HttpConnection carrier, Protocol protocol);
}
