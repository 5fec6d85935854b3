package io.posthouse.bus;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes over what other nodes say and this one cannot use, and tells of it now and then, with the number. */
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long passedOver;
    private long toldNanos = System.nanoTime() - SILENCE_NANOS;

    /** Runs what handles a message; whatever it throws stays here. */
    void guard(String address, Runnable handling) {
        try {
            handling.run();
        } catch (RuntimeException broken) {
            passedOver++;
            if (isTimeToTell()) {
                LOG.error("A bus message broke its handler address={} count={}", address, takeCount(), broken);
            }
        }
    }

    /** @param body what is not of the type that is wanted there */
    void refuse(String address, Object body) {
        passedOver++;
        if (isTimeToTell()) {
            String reason = body instanceof Unreadable unreadable ? unreadable.reason() : "not of the type read here";
            LOG.warn("Bus messages were passed over address={} count={} reason={}", address, takeCount(), reason);
        }
    }

    private boolean isTimeToTell() {
        long now = System.nanoTime();
        boolean isTime = now - toldNanos >= SILENCE_NANOS;
        toldNanos = isTime ? now : toldNanos;
        return isTime;
    }

    private long takeCount() {
        long count = passedOver;
        passedOver = 0;
        return count;
    }
}
