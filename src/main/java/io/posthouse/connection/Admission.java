package io.posthouse.connection;

import io.posthouse.config.LimitsConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts this node's sockets, all and per client address, against their limits. Any thread may call it. */
final class Admission {
    private final LimitsConfig limits;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<String, Integer> perAddress = new ConcurrentHashMap<>();

    Admission(LimitsConfig limits) {
        this.limits = limits;
    }

    /** Whether a socket from this address may stay; if so it has to be {@link #release}d once. */
    boolean admit(String address) {
        if (all.incrementAndGet() > limits.connectionsMax()) {
            all.decrementAndGet();
            return false;
        }
        if (perAddress.merge(address, 1, Integer::sum) > limits.connectionsPerAddressMax()) {
            release(address);
            return false;
        }
        return true;
    }

    void release(String address) {
        all.decrementAndGet();
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    int count() {
        return all.get();
    }
}
