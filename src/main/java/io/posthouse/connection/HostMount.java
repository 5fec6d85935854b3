package io.posthouse.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
    public void accept(ServerWebSocket socket, HttpConnection carrier, Protocol protocol) {
        List<Doorway> doors = List.copyOf(commons.doors());
        if (doors.isEmpty()) {
            socket.close((short) 1013, "not running");
            return;
        }
        Doorway door = doors.get(Math.floorMod(turn.getAndIncrement(), doors.size()));
        door.enterFromElsewhere(socket, carrier, protocol.name());
    }
}
