package io.posthouse.protocol.json;

import io.posthouse.config.LimitsConfig;
import io.posthouse.connection.Acceptor;
import io.posthouse.connection.Dialogue;
import io.posthouse.connection.Line;
import io.posthouse.connection.Protocol;
import io.posthouse.connection.SocketRoute;
import io.posthouse.model.Event;
import io.vertx.ext.web.Router;

/** The native protocol of src/docs/protocol.md: JSON over a WebSocket at {@code /ws}. One a connection verticle. */
public final class JsonProtocol implements Protocol {
    public static final String PATH = "/ws";

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
        router.get(PATH).handler(context -> SocketRoute.upgrade(context, acceptor, this));
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
