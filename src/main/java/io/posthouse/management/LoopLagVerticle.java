package io.posthouse.management;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Arrays;

/** Measures on its event loop how late a timer comes. One is deployed for each event loop that serves. */
public final class LoopLagVerticle extends VerticleBase {
    private static final long PERIOD_MILLIS = 200;
    private static final int WINDOW = 50;

    private final LoopLag lag;
    private final int loop;
    private final long[] lateNanos = new long[WINDOW];
    private int ticks;
    private long dueNanos;

    public LoopLagVerticle(LoopLag lag, int loop) {
        this.lag = lag;
        this.loop = loop;
    }

    @Override
    public Future<?> start() {
        schedule();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        lag.forget(loop);
        return Future.succeededFuture();
    }

    private void schedule() {
        dueNanos = lag.now() + PERIOD_MILLIS * 1_000_000;
        vertx.setTimer(PERIOD_MILLIS, id -> onTimer());
    }

    private void onTimer() {
        long late = Math.max(0, lag.now() - dueNanos);
        lateNanos[ticks] = late;
        ticks = (ticks + 1) % WINDOW;
        schedule();
        lag.set(loop, late, Arrays.stream(lateNanos).max().orElse(0), dueNanos);
    }
}
