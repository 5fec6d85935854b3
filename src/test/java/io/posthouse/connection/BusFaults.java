package io.posthouse.connection;

import io.posthouse.bus.BusCodec;
import io.posthouse.bus.Pushes;
import io.posthouse.model.Event;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Loses, doubles and delays what routers send to connections, as a network between nodes would. For tests alone. */
final class BusFaults {
    private static final String AGAIN = "again";
    private static final long LATE_MILLIS = 30;

    private final Vertx vertx;
    private final AtomicInteger done = new AtomicInteger();
    private final Handler<DeliveryContext<Object>> interceptor;

    private BusFaults(Vertx vertx, Handler<DeliveryContext<Object>> interceptor) {
        this.vertx = vertx;
        this.interceptor = interceptor;
    }

    /** Loses each batch in which some event fits. */
    static BusFaults losing(Vertx vertx, Predicate<Event> which) {
        return install(vertx, (faults, delivery) -> {
            if (pushes(delivery).pushes().stream().anyMatch(push -> which.test(push.event()))) {
                faults.done.incrementAndGet();
            } else {
                delivery.next();
            }
        });
    }

    /** To each batch, with a chance of {@code percent} each: lost, sent twice, late. */
    static BusFaults random(Vertx vertx, long seed, int percent) {
        Random random = new Random(seed);
        return install(vertx, (faults, delivery) -> {
            int dice = Math.floorMod(random.nextInt(), 100);
            if (dice >= 3 * percent) {
                delivery.next();
                return;
            }
            faults.done.incrementAndGet();
            if (dice < percent) {
                return;
            }
            if (dice < 2 * percent) {
                delivery.next();
            }
            String address = delivery.message().address();
            Pushes body = pushes(delivery);
            DeliveryOptions options = new DeliveryOptions()
                    .setCodecName(BusCodec.NAME)
                    .setLocalOnly(true)
                    .addHeader(AGAIN, "1");
            vertx.setTimer(LATE_MILLIS, late -> vertx.eventBus().send(address, body, options));
        });
    }

    /** How many batches something was done to. */
    int count() {
        return done.get();
    }

    /** From now on everything arrives. */
    void end() {
        vertx.eventBus().removeOutboundInterceptor(interceptor);
    }

    private static BusFaults install(Vertx vertx, Fault fault) {
        BusFaults[] self = new BusFaults[1];
        self[0] = new BusFaults(vertx, delivery -> {
            boolean isToConnections = delivery.message().address().startsWith("posthouse.node.");
            if (isToConnections && !delivery.message().headers().contains(AGAIN)) {
                fault.happen(self[0], delivery);
            } else {
                delivery.next();
            }
        });
        vertx.eventBus().addOutboundInterceptor(self[0].interceptor);
        return self[0];
    }

    private static Pushes pushes(DeliveryContext<Object> delivery) {
        return (Pushes) delivery.body();
    }

    private interface Fault {
        void happen(BusFaults faults, DeliveryContext<Object> delivery);
    }
}
