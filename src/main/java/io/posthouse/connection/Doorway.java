package io.posthouse.connection;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.posthouse.bus.Addresses;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where sockets enter a connection verticle: makes each a {@link Connection}, or turns it away. */
final class Doorway implements Acceptor {
    private static final int TOO_BIG = 1009;
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

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

    @Override
    public Future<String> issueTicket() {
        return isShut
                ? Future.failedFuture(new FaultException(Fault.DRAINING))
                : station.tickets().issue();
    }

    /** As {@link #issueTicket}, called on another event loop. */
    Future<String> issueTicketElsewhere() {
        Context theirs = Vertx.currentContext();
        Promise<String> issued = Promise.promise();
        loop.runOnContext(hopped -> issueTicket()
                .onComplete((ticket, cause) -> theirs.runOnContext(back -> issued.complete(ticket, cause))));
        return issued.future();
    }

    /** Takes over a socket of the verticle's own listener. */
    @Override
    public void accept(ServerWebSocket socket, HttpConnection carrier, Protocol protocol) {
        for (Wire wire : wires) {
            if (wire.protocol() == protocol) {
                NearSocket near = new NearSocket(socket, station.limits().queueBytesMax());
                Outbox outbox = new Outbox(near, carrier, station.wheel());
                outbox.shape();
                Visit visit = new Visit(addressOf(socket), arrivalOf(socket));
                visit.begin(wire, outbox);
                listen(socket, visit, Runnable::run);
                visit.greet();
                return;
            }
        }
        throw new IllegalArgumentException("not a protocol of this verticle: " + protocol.name());
    }

    /** Takes over a socket of another listener, whatever its event loop; called there. */
    void enterFromElsewhere(ServerWebSocket socket, HttpConnection carrier, String protocol) {
        Context theirs = Vertx.currentContext();
        Executor there = work -> theirs.runOnContext(hopped -> work.run());
        Executor here = work -> loop.runOnContext(hopped -> work.run());
        FarSocket far = new FarSocket(socket, there, here, station.limits().queueBytesMax());
        Outbox outbox = new Outbox(far, carrier, station.wheel());
        outbox.shape();
        Visit visit = new Visit(addressOf(socket), arrivalOf(socket));
        // What the handlers do comes after this, for it goes the same way.
        here.execute(() -> wires.stream()
                .filter(wire -> wire.protocol().name().equals(protocol))
                .findFirst()
                .ifPresent(wire -> {
                    visit.begin(wire, outbox);
                    far.whenDrained(visit::onDrained);
                    visit.greet();
                }));
        listen(socket, visit, here);
    }

    /** From now on everybody is turned away. */
    void shut() {
        isShut = true;
    }

    private static void listen(ServerWebSocket socket, Visit visit, Executor executor) {
        socket.frameHandler(frame -> executor.execute(visit::onSign));
        socket.textMessageHandler(text -> executor.execute(() -> visit.onText(text)));
        socket.binaryMessageHandler(bytes -> executor.execute(() -> visit.onBinary(bytes)));
        socket.drainHandler(drained -> executor.execute(visit::onDrained));
        socket.exceptionHandler(cause -> executor.execute(() -> visit.onBroken(cause)));
        socket.closeHandler(closed -> executor.execute(visit::onClosed));
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

    private Arrival arrivalOf(ServerWebSocket socket) {
        String forwarded =
                station.config().server().trustForwardedFor() ? socket.headers().get("X-Forwarded-Host") : null;
        String asked = forwarded == null
                ? socket.headers().get(HttpHeaders.HOST)
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        boolean isOne = asked != null && AUTHORITY.matcher(asked).matches();
        return new Arrival(socket.path(), isOne ? asked : "");
    }

    /** A socket's stay, for its handlers. Begins before the first of them is called. */
    private final class Visit {
        private final String address;
        private final Arrival arrival;
        private @Nullable Connection connection;
        private boolean isAdmitted;

        Visit(String address, Arrival arrival) {
            this.address = address;
            this.arrival = arrival;
        }

        void begin(Wire wire, Outbox outbox) {
            serial++;
            String id = Addresses.connectionId(
                    station.commons().nodeId(), station.n(), Long.toString(serial, Character.MAX_RADIX));
            connection = new Connection(station, wire, id, outbox, arrival);
            isAdmitted = station.commons().admission().admit(address);
            station.roster().opened(connection);
        }

        /** Lets it stay, or not. */
        void greet() {
            if (connection == null) {
                return;
            }
            if (isShut || station.logins().isFull()) {
                long delayMax = station.config().server().drain().toMillis();
                connection.drain(ThreadLocalRandom.current().nextLong(delayMax + 1));
            } else if (isAdmitted) {
                connection.inbox().onOpened();
            } else {
                connection.refuseAndClose(Fault.TOO_MANY_CONNECTIONS);
            }
        }

        void onSign() {
            if (connection != null) {
                connection.inbox().onSign();
            }
        }

        void onText(String text) {
            if (connection != null) {
                connection.inbox().onText(text);
            }
        }

        void onBinary(Buffer bytes) {
            if (connection != null) {
                connection.inbox().onBinary(bytes);
            }
        }

        void onDrained() {
            if (connection != null) {
                connection.onDrained();
            }
        }

        void onBroken(Throwable cause) {
            if (connection == null) {
                return;
            }
            if (cause instanceof CorruptedWebSocketFrameException violation) {
                connection.outbox().grace();
                boolean isTooLarge = violation.closeStatus().code() == TOO_BIG;
                connection.refuseAndClose(isTooLarge ? Fault.TOO_LARGE : Fault.MALFORMED);
            } else if (cause instanceof IllegalStateException) {
                // What Vert.x says of a message in several frames that is past the limit.
                connection.refuseAndClose(Fault.TOO_LARGE);
            }
        }

        void onClosed() {
            if (connection != null) {
                connection.onSocketClosed();
            }
            if (isAdmitted) {
                isAdmitted = false;
                station.commons().admission().release(address);
            }
        }
    }
}
