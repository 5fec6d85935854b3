package io.posthouse.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.model.Fault;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the connection verticles of one node count. */
final class ConnectionMeters {
    private final Counter pushes;
    private final Counter acks;
    private final Counter catchUps;
    private final Counter slowConnections;
    private final Map<Fault, Counter> refusals = new EnumMap<>(Fault.class);
    private final AtomicLong held = new AtomicLong();

    ConnectionMeters(MeterRegistry registry, Admission admission) {
        pushes = registry.counter("posthouse_pushes");
        acks = registry.counter("posthouse_acks");
        catchUps = registry.counter("posthouse_catch_ups");
        slowConnections = registry.counter("posthouse_slow_connections");
        for (Fault fault : Fault.values()) {
            refusals.put(fault, registry.counter("posthouse_refusals", "fault", fault.name()));
        }
        Gauge.builder("posthouse_connections", admission, Admission::count).register(registry);
        Gauge.builder("posthouse_held_pushes", held, AtomicLong::get).register(registry);
    }

    void pushed() {
        pushes.increment();
    }

    void acknowledged(int marks) {
        acks.increment(marks);
    }

    void caughtUp() {
        catchUps.increment();
    }

    void wasSlow() {
        slowConnections.increment();
    }

    void refused(Fault fault) {
        Counter counter = refusals.get(fault);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Pushes held back until a sync is done came or went. */
    void held(int more) {
        held.addAndGet(more);
    }
}
