package io.posthouse.protocol.socketio;

import io.posthouse.connection.Acceptor;
import io.posthouse.connection.Dialogue;
import io.posthouse.connection.Line;
import io.posthouse.connection.Protocol;
import io.posthouse.connection.SocketRoute;
import io.posthouse.model.Event;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Carries another wire in the messages of socket.io 0.9: the handshake {@code GET /socket.io/1/}, the socket at
 * {@code /socket.io/1/websocket/<id>}, the frames around each text, and heartbeats. Knows no command.
 *
 * <p>The wire inside is a {@link Protocol} like any other, whose frames are the bare texts of {@code 3:::<text>}: what its
 * {@link Dialogue#onFrame} gets and what it writes, encodes or returns has no frame around it. A push is framed once, however
 * many sockets it goes to. Its dialogue hears nothing before the socket is connected ({@link Dialogue#onOpened}); its
 * {@link Dialogue#heartbeat} is never asked for. What it adds in {@link Protocol#mount} are further HTTP routes of its own;
 * sockets it leaves to this class.
 */
public final class SocketIoProtocol implements Protocol {
    private static final String PATH = "/socket.io/1/";
    private static final int SERVICE_UNAVAILABLE = 503;
    /**
     * Seconds without a frame from us after which the client gives the socket up: more than twice our longest beat; and seconds
     * after which a closed one is forgotten. What the protocol's own server said.
     */
    private static final String TERMS = ":60:60:websocket";

    private final Protocol inner;
    private final Origins origins;
    private final Duration handshakeTimeout;

    /**
     * @param origins whose pages may shake hands and open sockets
     * @param handshakeTimeout how long after the handshake the socket may be opened
     */
    public SocketIoProtocol(Protocol inner, Origins origins, Duration handshakeTimeout) {
        this.inner = inner;
        this.origins = origins;
        this.handshakeTimeout = handshakeTimeout;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void mount(Router router, Acceptor acceptor) {
        origins.guard(router.route(PATH + "*"), "GET", "content-type");
        router.get(PATH).handler(context -> shakeHands(context, acceptor));
        router.get(PATH + "websocket/:id").handler(context -> SocketRoute.upgrade(context, acceptor, this));
        inner.mount(router, acceptor);
    }

    private static void shakeHands(RoutingContext context, Acceptor acceptor) {
        acceptor.issueTicket()
                .onSuccess(ticket -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(ticket + TERMS))
                .onFailure(cause ->
                        context.response().setStatusCode(SERVICE_UNAVAILABLE).end());
    }

    @Override
    public Dialogue open(Line line) {
        Beats beats = new Beats();
        return new SocketIoDialogue(line, inner.open(new SocketIoLine(line, beats)), beats, handshakeTimeout);
    }

    @Override
    public @Nullable String encode(Event event, String account, boolean own) {
        String text = inner.encode(event, account, own);
        return text == null ? null : Packet.message(text);
    }
}
