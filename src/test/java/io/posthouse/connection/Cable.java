package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.BusCodec;
import io.posthouse.bus.BusJson;
import io.posthouse.bus.PresenceMoved;
import io.posthouse.bus.Pushes;
import io.posthouse.model.Push;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Joins the event buses of two nodes as a cluster manager would, for what travels between nodes, in the JSON form that it has
 * on a network. For tests alone.
 */
final class Cable {
    private static final String FAR = "far";

    private final Vertx near;
    private final Vertx far;
    private final BlockingQueue<Push> carried = new LinkedBlockingQueue<>();
    private final List<MessageConsumer<?>> ends = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean isHolding;

    private Cable(Vertx near, Vertx far) {
        this.near = near;
        this.far = far;
    }

    /** What the first node sends to the second goes there; and the other way round by a cable laid the other way round. */
    static Cable lay(Vertx near, Vertx far, Gateway farGateway) {
        Cable cable = new Cable(near, far);
        Commons there = farGateway.commons();
        for (int n = 0; n < there.instances(); n++) {
            cable.carryPushes(Addresses.connections(there.nodeId(), n));
        }
        cable.carryPresence();
        return cable;
    }

    private void carryPresence() {
        ends.add(near.eventBus().<PresenceMoved>consumer(Addresses.presence(), message -> {
            if (!message.headers().contains(FAR)) {
                far.eventBus().publish(Addresses.presence(), overTheNetwork(message.body()), options());
            }
        }));
    }

    private void carryPushes(String address) {
        ends.add(near.eventBus().<Pushes>consumer(address, message -> {
            carried.addAll(message.body().pushes());
            pass(() -> far.eventBus().send(address, overTheNetwork(message.body()), options()));
        }));
    }

    private synchronized void pass(Runnable sending) {
        if (isHolding) {
            held.add(sending);
        } else {
            sending.run();
        }
    }

    /** From now on pushes are on their way, and do not arrive. */
    synchronized void hold() {
        isHolding = true;
    }

    /** Everything arrives that is on its way, and what follows. */
    synchronized void release() {
        isHolding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    private static DeliveryOptions options() {
        return new DeliveryOptions().setCodecName(BusCodec.NAME).addHeader(FAR, "1");
    }

    private static Object overTheNetwork(Object body) {
        return BusJson.decode(BusJson.encode(body), List.of(Pushes.class, PresenceMoved.class));
    }

    /** What was carried so far. */
    List<Push> carried() {
        return List.copyOf(carried);
    }

    /** Nothing goes over it any more. */
    void cut() {
        ends.forEach(end -> Gateway.await(end.unregister()));
    }
}
