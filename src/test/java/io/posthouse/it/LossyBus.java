package io.posthouse.it;

import io.posthouse.bus.BusCodec;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network under one node's bus: of what goes to other nodes it loses some, delays some, and sends some twice. What stays on
 * the node is left alone.
 */
public final class LossyBus implements Handler<DeliveryContext<Object>> {
    private static final String AGAIN = "again";
    private static final int DELAY_MILLIS_MAX = 1_500;

    private final Vertx vertx;
    private final String ownAddresses;
    private final double share;
    private final Random random;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger delayed = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();

    /** @param share of the messages that are lost; as many are delayed, and as many doubled */
    public LossyBus(Vertx vertx, String nodeId, double share, long seed) {
        this.vertx = vertx;
        this.ownAddresses = "posthouse.node." + nodeId + ".";
        this.share = share;
        this.random = new Random(seed);
        vertx.eventBus().addOutboundInterceptor(this);
    }

    public void mend() {
        vertx.eventBus().removeOutboundInterceptor(this);
    }

    @Override
    public void handle(DeliveryContext<Object> delivery) {
        String address = delivery.message().address();
        boolean isOut = address.equals("posthouse.presence")
                || (address.matches("posthouse\\.node\\.[a-z0-9]+\\.[0-9]+") && !address.startsWith(ownAddresses));
        if (!isOut || delivery.message().headers().contains(AGAIN)) {
            delivery.next();
            return;
        }
        double chance;
        int wait;
        synchronized (random) {
            chance = random.nextDouble();
            wait = 1 + random.nextInt(DELAY_MILLIS_MAX);
        }
        if (chance < share) {
            lost.incrementAndGet();
        } else if (chance < 2 * share) {
            delayed.incrementAndGet();
            vertx.setTimer(wait, timer -> delivery.next());
        } else {
            if (chance < 3 * share && delivery.send()) {
                doubled.incrementAndGet();
                again(address, delivery.body(), wait);
            }
            delivery.next();
        }
    }

    private void again(String address, Object body, int wait) {
        DeliveryOptions options =
                new DeliveryOptions().setCodecName(BusCodec.NAME).addHeader(AGAIN, "1");
        vertx.setTimer(wait, timer -> vertx.eventBus().send(address, body, options));
    }

    int lost() {
        return lost.get();
    }

    int delayed() {
        return delayed.get();
    }

    int doubled() {
        return doubled.get();
    }
}
