package io.posthouse.connection;

import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A protocol that notes which messages it is asked to encode, and otherwise is the one it is given. */
final class CountedProtocol implements Protocol {
    private final Protocol real;
    private final Queue<String> encoded = new ConcurrentLinkedQueue<>();

    CountedProtocol(Protocol real) {
        this.real = real;
    }

    /** How often a frame was made of the message with this body. */
    long timesEncoded(String body) {
        return encoded.stream().filter(body::equals).count();
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public void mount(Router router, Acceptor acceptor) {
        real.mount(router, new Acceptor() {
            @Override
            public Future<String> issueTicket() {
                return acceptor.issueTicket();
            }

            @Override
            public void accept(ServerWebSocket socket, HttpConnection carrier, Protocol protocol) {
                acceptor.accept(socket, carrier, CountedProtocol.this);
            }
        });
    }

    @Override
    public Dialogue open(Line line) {
        return real.open(line);
    }

    @Override
    public @Nullable String encode(Event event, String account, boolean own) {
        if (event instanceof Event.Arrived arrived
                && arrived.entry() instanceof Message message
                && message.draft().body() != null) {
            encoded.add(message.draft().body());
        }
        return real.encode(event, account, own);
    }
}
