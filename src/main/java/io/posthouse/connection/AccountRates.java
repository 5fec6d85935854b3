package io.posthouse.connection;

import io.posthouse.config.LimitsConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The token bucket of each account connected to this node, shared by its connections on all event loops. */
final class AccountRates {
    private final Rate rate;
    private final ConcurrentMap<String, AtomicLong> states = new ConcurrentHashMap<>();

    AccountRates(LimitsConfig limits) {
        this.rate = new Rate(limits.accountRate(), limits.accountBurst());
    }

    boolean tryTake(String account, long nowNanos) {
        AtomicLong state = states.computeIfAbsent(account, key -> new AtomicLong());
        while (true) {
            long before = state.get();
            long after = rate.take(before, nowNanos);
            if (after == Rate.REFUSED) {
                return false;
            }
            if (state.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    /** The account has no connection here any more. */
    void forget(String account) {
        states.remove(account);
    }
}
