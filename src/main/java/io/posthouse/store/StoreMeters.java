package io.posthouse.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the store tells about itself; one for a store verticle. */
final class StoreMeters {
    private final Timer latency;
    private final DistributionSummary batchSize;
    private final AtomicLong queue = new AtomicLong();
    private final Counter timeouts;

    /** @param k the store verticle's number */
    StoreMeters(MeterRegistry registry, int k) {
        latency = Timer.builder("posthouse_store_latency")
                .description("From a batch's way out to its answer")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(registry);
        batchSize = DistributionSummary.builder("posthouse_store_batch_size")
                .description("Commands in one batch")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024)
                .register(registry);
        timeouts = Counter.builder("posthouse_store_timeouts")
                .description("Commands that got no answer in time")
                .register(registry);
        registry.gauge("posthouse_store_queue", io.micrometer.core.instrument.Tags.of("store", "" + k), queue);
    }

    void queued(long change) {
        queue.addAndGet(change);
    }

    void batch(int size) {
        batchSize.record(size);
    }

    void latency(long nanos) {
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    void timedOut() {
        timeouts.increment();
    }
}
