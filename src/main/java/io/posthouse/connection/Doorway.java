package io.posthouse.connection;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.posthouse.bus.Addresses;
import io.posthouse.model.Fault;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Where sockets enter a connection verticle: makes each a {@link Connection}, or turns it away. */
final class Doorway implements Acceptor {
    private static final int TOO_BIG = 1009;

    private final Station station;
    private final Context loop;
    private final List<Wire> wires = new ArrayList<>();
    private long serial;
    private boolean isShut;

    /**
     * @param loop the verticle's context
     */
    Doorway(Station station, Wires wires, Context loop) {
        this.station = station;
        this.loop = loop;
        for (Supplier<Protocol> protocol : wires.protocols()) {
            this.wires.add(new Wire(this.wires.size(), protocol.get()));
        }
    }

    List<Wire> wires() {
        return wires;
    }

    /** Adds the wires' routes to the verticle's own router. */
    void mount(Router router) {
        wires.forEach(wire -> wire.protocol().mount(router, this));
    }

    /** Takes over a socket of the verticle's own listener. */
    @Override
    public void accept(ServerWebSocket socket, HttpConnection carrier, Protocol protocol) {
        for (Wire wire : wires) {
            if (wire.protocol() == protocol) {
                enter(socket, carrier, wire, Runnable::run);
                return;
            }
        }
        throw new IllegalArgumentException("not a protocol of this verticle: " + protocol.name());
    }

    /** Takes over a socket of another listener, whatever its event loop; called there. */
    void enterFromElsewhere(ServerWebSocket socket, HttpConnection carrier, String protocol) {
        socket.pause();
        Executor hop = work -> loop.runOnContext(hopped -> work.run());
        hop.execute(() -> {
            wires.stream()
                    .filter(wire -> wire.protocol().name().equals(protocol))
                    .findFirst()
                    .ifPresent(wire -> enter(socket, carrier, wire, hop));
            socket.resume();
        });
    }

    /** From now on everybody is turned away. */
    void shut() {
        isShut = true;
    }

    private void enter(ServerWebSocket socket, HttpConnection carrier, Wire wire, Executor executor) {
        if (socket.isClosed()) {
            return;
        }
        serial++;
        String id = Addresses.connectionId(
                station.commons().nodeId(), station.n(), Long.toString(serial, Character.MAX_RADIX));
        Outbox outbox =
                new Outbox(socket, carrier, station.wheel(), station.limits().queueBytesMax());
        Connection connection = new Connection(station, wire, id, outbox);
        String address = addressOf(socket);
        boolean isAdmitted = station.commons().admission().admit(address);
        outbox.shape();
        station.roster().opened(connection);
        listen(socket, connection, executor);
        socket.closeHandler(closed -> executor.execute(() -> {
            connection.onSocketClosed();
            if (isAdmitted) {
                station.commons().admission().release(address);
            }
        }));
        if (isShut) {
            connection.drain(ThreadLocalRandom.current()
                    .nextLong(station.config().server().drain().toMillis() + 1));
        } else if (!isAdmitted) {
            connection.refuseAndClose(Fault.TOO_MANY_CONNECTIONS);
        }
    }

    private static void listen(ServerWebSocket socket, Connection connection, Executor executor) {
        Inbox inbox = connection.inbox();
        socket.frameHandler(frame -> executor.execute(inbox::onSign));
        socket.textMessageHandler(text -> executor.execute(() -> inbox.onText(text)));
        socket.binaryMessageHandler(bytes -> executor.execute(() -> inbox.onBinary(bytes)));
        socket.drainHandler(drained -> executor.execute(connection::onDrained));
        socket.exceptionHandler(cause -> executor.execute(() -> onBroken(connection, cause)));
    }

    private static void onBroken(Connection connection, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            connection.outbox().grace();
            boolean isTooLarge = violation.closeStatus().code() == TOO_BIG;
            connection.refuseAndClose(isTooLarge ? Fault.TOO_LARGE : Fault.MALFORMED);
        } else if (cause instanceof IllegalStateException) {
            // What Vert.x says of a message in several frames that is past the limit.
            connection.refuseAndClose(Fault.TOO_LARGE);
        }
    }

    private String addressOf(ServerWebSocket socket) {
        if (station.config().server().trustForwardedFor()) {
            String forwarded = socket.headers().get("X-Forwarded-For");
            if (forwarded != null) {
                // The last one is what the load balancer in front of us saw; what is before it anybody can write.
                return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            }
        }
        return socket.remoteAddress() == null ? "" : socket.remoteAddress().hostAddress();
    }
}
