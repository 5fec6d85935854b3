package io.posthouse.routing;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.PresenceMoved;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells the other nodes who came and who left, some at once: when many come, each node hears of it some ten times a second. */
final class Moves {
    private static final long COLLECTED_MILLIS = 20;
    private static final int AT_ONCE_MAX = 1_000;

    private final Vertx vertx;
    private final LocalBus bus;
    private final Set<String> accounts = new LinkedHashSet<>();

    Moves(Vertx vertx, LocalBus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    void note(String account) {
        if (accounts.isEmpty()) {
            vertx.setTimer(COLLECTED_MILLIS, timer -> tell());
        }
        accounts.add(account);
        if (accounts.size() >= AT_ONCE_MAX) {
            tell();
        }
    }

    private void tell() {
        if (!accounts.isEmpty()) {
            bus.publishAnywhere(Addresses.presence(), new PresenceMoved(List.copyOf(accounts)));
            accounts.clear();
        }
    }
}
