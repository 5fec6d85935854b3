package io.posthouse.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.Pushes;
import io.posthouse.model.Push;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends pushes to other nodes, a limited number at once to each address: what a node that stands still does not take is dropped
 * here and found by that node once it runs again (D2). Used on one event loop.
 */
final class Outward {
    private static final int UNDER_WAY_MAX = 5_000;

    private final LocalBus bus;
    private final Counter sent;
    private final Counter dropped;
    private final Map<String, Integer> underWay = new HashMap<>();

    Outward(LocalBus bus, MeterRegistry meters) {
        this.bus = bus;
        this.sent = meters.counter("posthouse_bus_pushes");
        this.dropped = meters.counter("posthouse_bus_pushes_dropped");
    }

    /** @param onGone called for each batch that nobody listened to */
    void send(String address, List<Push> pushes, Runnable onGone) {
        for (int i = 0; i < pushes.size(); i += Pushes.AT_ONCE_MAX) {
            send(
                    address,
                    new Pushes(List.copyOf(pushes.subList(i, Math.min(pushes.size(), i + Pushes.AT_ONCE_MAX)))),
                    onGone);
        }
    }

    private void send(String address, Pushes batch, Runnable onGone) {
        int count = batch.pushes().size();
        if (underWay.getOrDefault(address, 0) + count > UNDER_WAY_MAX) {
            dropped.increment(count);
            return;
        }
        underWay.merge(address, count, Integer::sum);
        bus.sendAnywhere(address, batch).onComplete(written -> {
            underWay.computeIfPresent(address, (key, before) -> before <= count ? null : before - count);
            if (written.failed()) {
                dropped.increment(count);
                onGone.run();
            } else {
                sent.increment(count);
            }
        });
    }
}
