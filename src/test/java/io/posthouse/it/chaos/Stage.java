package io.posthouse.it.chaos;

import io.posthouse.client.Clients;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all devices share: one event loop, one clock, and where the nodes are. */
final class Stage {
    private final Vertx vertx;
    private final Context context;
    private final Clients clients;
    private final List<Integer> nodes;
    private final IntFunction<Integer> ports;
    private final long startNanos = System.nanoTime();
    private volatile @Nullable Throwable failure;

    /** @param ports where clients reach a node */
    private Stage(Vertx vertx, int nodes, IntFunction<Integer> ports) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.clients = Clients.on(vertx);
        this.nodes = java.util.stream.IntStream.range(0, nodes).boxed().toList();
        this.ports = ports;
        vertx.exceptionHandler(this::fail);
    }

    void fail(Throwable uncaught) {
        if (failure == null) {
            failure = uncaught;
        }
    }

    /** Throws the first exception that nobody caught on any event loop, so that no device falls silent unnoticed. */
    void checkFailure() {
        Throwable uncaught = failure;
        if (uncaught != null) {
            throw new IllegalStateException("the checker itself failed: " + uncaught, uncaught);
        }
    }

    /** On an event loop of its own. */
    static Future<Stage> open(Vertx vertx, int nodes, IntFunction<Integer> ports) {
        Promise<Stage> made = Promise.promise();
        vertx.runOnContext(go -> made.complete(new Stage(vertx, nodes, ports)));
        return made.future();
    }

    Vertx vertx() {
        return vertx;
    }

    Clients clients() {
        return clients;
    }

    List<Integer> nodes() {
        return nodes;
    }

    int port(int node) {
        return ports.apply(node);
    }

    long nowNanos() {
        return System.nanoTime() - startNanos;
    }

    /** Does something on the devices' event loop. */
    <T> Future<T> call(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(
                go -> Future.succeededFuture().compose(now -> work.get()).onComplete(done));
        return done.future();
    }

    Future<Void> after(long millis) {
        return vertx.timer(millis).mapEmpty();
    }
}
