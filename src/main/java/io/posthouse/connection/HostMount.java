package io.posthouse.connection;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the gateway's wires on a router of the embedding host. A socket that arrives there is handled on the event loop of
 * one of the connection verticles, in turn.
 */
public final class HostMount implements Acceptor {
    private final Commons commons;
    private final Wires wires;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param commons of the node whose connection verticles take the sockets; they have to be deployed before the first
     */
    public HostMount(Commons commons, Wires wires) {
        this.commons = commons;
        this.wires = wires;
    }

    /** Adds the wires' routes and the further ones. */
    public void mount(Router router) {
        wires.protocols().forEach(protocol -> protocol.get().mount(router, this));
        wires.routes().forEach(routes -> routes.mount(router));
    }

    @Override
    public Future<String> issueTicket() {
        Doorway door = nextDoor();
        return door == null ? Future.failedFuture(new FaultException(Fault.DRAINING)) : door.issueTicketElsewhere();
    }

    @Override
    public void accept(ServerWebSocket socket, HttpConnection carrier, Protocol protocol) {
        Doorway door = nextDoor();
        if (door == null) {
            socket.close((short) 1013, "not running");
        } else {
            door.enterFromElsewhere(socket, carrier, protocol.name());
        }
    }

    private @Nullable Doorway nextDoor() {
        List<Doorway> doors = List.copyOf(commons.doors());
        return doors.isEmpty() ? null : doors.get(Math.floorMod(turn.getAndIncrement(), doors.size()));
    }
}
