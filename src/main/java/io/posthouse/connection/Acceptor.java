package io.posthouse.connection;

import io.vertx.core.http.ServerWebSocket;

/** Takes over an upgraded socket: limits, login, pushing, draining, closing. */
public interface Acceptor {
    void accept(ServerWebSocket socket, Protocol protocol);
}
