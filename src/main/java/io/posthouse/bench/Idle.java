package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Measures what idle connections cost in memory: opens some and closes them again, so that code is loaded and compiled,
 * looks, opens all, waits, looks again.
 */
final class Idle {
    private static final int WARM_UP_CONNECTIONS = 500;

    private final Vertx vertx;
    private final Target target;
    private final int connections;
    private final Duration rest;

    private Idle(Vertx vertx, Target target, int connections, Duration rest) {
        this.vertx = vertx;
        this.target = target;
        this.connections = connections;
        this.rest = rest;
    }

    /** @param rest how long nothing happens before each look */
    static Future<IdleResult> run(Vertx vertx, Target target, int connections, Duration rest) {
        return new Idle(vertx, target, connections, rest).run();
    }

    private Future<IdleResult> run() {
        return Accounts.make(vertx, target, connections).compose(accounts -> {
            Accounts some = accounts.first(Math.min(WARM_UP_CONNECTIONS, connections));
            return Connections.open(vertx, target, some)
                    .compose(Connections::close)
                    .compose(closed -> look())
                    .compose(before -> openAll(accounts, before));
        });
    }

    private Future<IdleResult> openAll(Accounts accounts, long beforeBytes) {
        long startedNanos = System.nanoTime();
        return Connections.open(vertx, target, accounts).compose(open -> {
            double seconds = (System.nanoTime() - startedNanos) / 1e9;
            return look().map(after ->
                            new IdleResult(target.label, connections, beforeBytes, after, connections / seconds))
                    .eventually(open::close);
        });
    }

    private Future<Long> look() {
        return vertx.timer(Math.max(1, rest.toMillis()))
                .map(over -> target.processes().residentBytes());
    }
}
