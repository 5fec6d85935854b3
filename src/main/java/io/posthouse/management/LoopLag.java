package io.posthouse.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/** How late the event loops are: what each measured last, and the metric and the health check made of it. */
public final class LoopLag {
    private static final long UNHEALTHY_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private final AtomicLongArray lastNanos;
    private final AtomicLongArray worstNanos;
    private final AtomicLongArray dueAtNanos;

    /**
     * @param loops how many event loops are measured
     * @param nanoTime {@link System#nanoTime}
     */
    public LoopLag(int loops, MeterRegistry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastNanos = new AtomicLongArray(loops);
        this.worstNanos = new AtomicLongArray(loops);
        this.dueAtNanos = new AtomicLongArray(loops);
        for (int i = 0; i < loops; i++) {
            int loop = i;
            dueAtNanos.set(loop, Long.MAX_VALUE);
            Gauge.builder("posthouse.event.loop.lag", () -> worst(loop) / NANOS_PER_SECOND)
                    .description("How late the event loop ran a timer, the worst of the last ten seconds")
                    .baseUnit("seconds")
                    .tag("loop", String.valueOf(loop))
                    .register(registry);
        }
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** A loop's measurement; {@code dueNanos} is when it will come again, if it is on time. */
    void set(int loop, long last, long worst, long dueNanos) {
        lastNanos.set(loop, last);
        worstNanos.set(loop, worst);
        dueAtNanos.set(loop, dueNanos);
    }

    void forget(int loop) {
        set(loop, 0, 0, Long.MAX_VALUE);
    }

    /** Says so if an event loop is more than a second late, or stands still for as long. */
    public Future<Optional<String>> problem() {
        for (int loop = 0; loop < lastNanos.length(); loop++) {
            long late = Math.max(lastNanos.get(loop), overdue(loop));
            if (late > UNHEALTHY_NANOS) {
                return Future.succeededFuture(
                        Optional.of("Event loop " + loop + " is " + late / 1_000_000 + " ms late."));
            }
        }
        return Future.succeededFuture(Optional.empty());
    }

    private long worst(int loop) {
        return Math.max(worstNanos.get(loop), overdue(loop));
    }

    private long overdue(int loop) {
        long dueAt = dueAtNanos.get(loop);
        return dueAt == Long.MAX_VALUE ? 0 : Math.max(0, now() - dueAt);
    }
}
