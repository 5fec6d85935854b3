package io.posthouse.store;

import io.posthouse.model.OnlineDevice;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Set;

/** Who is connected, to a node whose lease holds. */
final class Connected {
    private final Lines lines;
    private final Keys keys;

    Connected(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    Future<Boolean> is(String account) {
        Future<Set<String>> nodes = nodes();
        return lines.ask(Call.of(Command.HGETALL).key(keys.online(account)))
                .compose(reply -> nodes.map(
                        live -> !on(live, Presence.devices(reply.get(), false)).isEmpty()));
    }

    /** The ids of the nodes that live. */
    Future<Set<String>> nodes() {
        return lines.ask(Call.of(Command.ZRANGE).key(keys.nodes()).arg(0).arg(-1))
                .map(reply -> Set.copyOf(Subscribers.names(reply.get())));
    }

    /** Those of the devices that are connected to one of these nodes. */
    static List<OnlineDevice> on(Set<String> nodes, List<OnlineDevice> devices) {
        return devices.stream()
                .filter(device -> nodes.contains(nodeId(device.node())))
                .toList();
    }

    /** Of the bus address {@code posthouse.node.<id>.<n>}. */
    private static String nodeId(String address) {
        int end = Math.max(0, address.lastIndexOf('.'));
        return address.substring(address.lastIndexOf('.', end - 1) + 1, end);
    }
}
