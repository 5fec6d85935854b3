package io.posthouse.protocol.json;

import io.posthouse.config.LimitsConfig;
import io.posthouse.connection.Acceptor;
import io.posthouse.connection.Dialogue;
import io.posthouse.connection.Line;
import io.posthouse.connection.Protocol;
import io.posthouse.model.Event;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native protocol of src/docs/protocol.md: JSON over a WebSocket at {@code /ws}. One a connection verticle. */
public final class JsonProtocol implements Protocol {
    public static final String PATH = "/ws";

    private static final Logger LOG = LoggerFactory.getLogger(JsonProtocol.class);
    private static final int UPGRADE_REQUIRED = 426;

    private final Frames frames = new Frames();
    private final EventWriter events = new EventWriter(frames);
    private final RequestReader requests;

    public JsonProtocol(LimitsConfig limits) {
        this.requests = new RequestReader(Verbs.table(limits.pageMax()));
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void mount(Router router, Acceptor acceptor) {
        router.get(PATH).handler(context -> upgrade(context, acceptor));
    }

    private void upgrade(RoutingContext context, Acceptor acceptor) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            context.response()
                    .setStatusCode(UPGRADE_REQUIRED)
                    .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                    .end();
            return;
        }
        HttpConnection carrier = context.request().connection();
        context.request()
                .toWebSocket()
                .onSuccess(socket -> acceptor.accept(socket, carrier, this))
                // Vert.x has answered the wrong handshake with a status already.
                .onFailure(cause -> LOG.debug(
                        "A handshake was refused cause={}", cause.getClass().getSimpleName()));
    }

    @Override
    public Dialogue open(Line line) {
        return new JsonDialogue(line, requests, frames, events);
    }

    @Override
    public String encode(Event event, String account, boolean own) {
        return events.write(event, account);
    }
}
