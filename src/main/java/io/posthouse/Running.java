package io.posthouse;

import io.posthouse.management.ManagedNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A started gateway's way down: draining first, then everything else, each once however often it is asked for. */
final class Running implements ManagedNode {
    private final Parts parts;
    private final Undo undo;
    private final AtomicReference<@Nullable Promise<Void>> draining = new AtomicReference<>();
    private final AtomicReference<@Nullable Promise<Void>> stopping = new AtomicReference<>();
    private Supplier<Future<?>> drainage = Future::succeededFuture;

    Running(Parts parts, Undo undo) {
        this.parts = parts;
        this.undo = undo;
    }

    /** @param stop stops the connection verticles, which say goodbye to everybody */
    Running drainedBy(Supplier<Future<?>> stop) {
        this.drainage = stop;
        return this;
    }

    Parts parts() {
        return parts;
    }

    @Override
    public String id() {
        return parts.nodeId();
    }

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public int connections() {
        return parts.connections();
    }

    @Override
    public boolean isDraining() {
        return draining.get() != null;
    }

    @Override
    public Future<Void> drain() {
        return once(draining, () -> drainage.get());
    }

    Future<Void> stop() {
        return once(stopping, () -> drain().eventually(undo::all));
    }

    private static Future<Void> once(AtomicReference<@Nullable Promise<Void>> state, Supplier<Future<?>> work) {
        Promise<Void> mine = Promise.promise();
        Promise<Void> first = state.compareAndExchange(null, mine);
        if (first != null) {
            return first.future();
        }
        work.get().<Void>mapEmpty().otherwiseEmpty().onComplete(mine);
        return mine.future();
    }
}
