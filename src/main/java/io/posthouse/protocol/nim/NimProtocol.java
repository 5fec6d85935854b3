package io.posthouse.protocol.nim;

import io.posthouse.connection.Acceptor;
import io.posthouse.connection.Dialogue;
import io.posthouse.connection.Line;
import io.posthouse.connection.Protocol;
import io.posthouse.model.Event;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire of src/docs/nim.md, without its framing, which another protocol puts around it. One a connection verticle. */
public final class NimProtocol implements Protocol {
    private final Map<String, Row> rows;

    /** @param publicAddress {@code host:port} where files are fetched over TLS; empty for where a client's socket is */
    public NimProtocol(String publicAddress) {
        this.rows = Commands.table(publicAddress);
    }

    @Override
    public String name() {
        return "nim";
    }

    /** Its sockets are opened by the framing around it. */
    @Override
    public void mount(Router router, Acceptor acceptor) {}

    @Override
    public Dialogue open(Line line) {
        return new NimDialogue(line, rows);
    }

    @Override
    public @Nullable String encode(Event event, String account, boolean own) {
        return Pushes.packet(event, account, own);
    }
}
