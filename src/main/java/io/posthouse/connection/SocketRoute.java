package io.posthouse.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a protocol's route does with a request that wants to become a socket. */
public final class SocketRoute {
    private static final Logger LOG = LoggerFactory.getLogger(SocketRoute.class);
    private static final int UPGRADE_REQUIRED = 426;

    private SocketRoute() {}

    /** Hands the socket to {@code acceptor}; what is no WebSocket handshake is refused. */
    public static void upgrade(RoutingContext context, Acceptor acceptor, Protocol protocol) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            refuse(context);
            return;
        }
        HttpConnection carrier = context.request().connection();
        context.request()
                .toWebSocket()
                .onSuccess(socket -> acceptor.accept(socket, carrier, protocol))
                // Vert.x has answered the wrong handshake with a status already.
                .onFailure(cause -> LOG.debug(
                        "A handshake was refused cause={}", cause.getClass().getSimpleName()));
    }

    /** HTTP/2 has no such headers, and clients drop an answer that has them (RFC 9113, 8.2.2). */
    private static void refuse(RoutingContext context) {
        HttpServerResponse response = context.response().setStatusCode(UPGRADE_REQUIRED);
        if (context.request().version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        }
        response.end();
    }
}
