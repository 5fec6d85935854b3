package io.posthouse.bus;

import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where requests are served on this node. Whoever asks on the same context as the one who serves needs no bus, which costs a message more than
 * all that the gateway does with it: a reply address, a timer and two turns of the event loop each time.
 */
final class Neighbors {
    private final Vertx vertx;
    private final LocalMap<String, Neighbor> open;

    Neighbors(Vertx vertx) {
        this.vertx = vertx;
        this.open = vertx.sharedData().getLocalMap("posthouse.neighbors");
    }

    /** @param consumer that serves others; it ends when its context does */
    void open(String address, Function<Request, ? extends Future<?>> work, MessageConsumer<?> consumer) {
        Neighbor neighbor = new Neighbor(contextOf(vertx), work);
        open.put(address, neighbor);
        consumer.endHandler(ended -> open.removeIfPresent(address, neighbor));
    }

    /** What is answered at this address, or null if it is served elsewhere. Fails with a {@link io.posthouse.model.FaultException} alone. */
    @SuppressWarnings("unchecked") // Who asks knows what is answered there, as on the bus.
    <T> @Nullable Future<T> ask(String address, Request request) {
        Neighbor neighbor = open.get(address);
        ContextInternal current = ContextInternal.current();
        if (neighbor == null || current == null || neighbor.context() != current.unwrap()) {
            return null;
        }
        Future<T> answer = (Future<T>) call(neighbor.work(), request);
        return answer.recover(cause -> Future.failedFuture(Faults.told(address, cause)));
    }

    /** A bug in the work fails the future. */
    static <T extends Future<?>> Future<?> call(Function<Request, T> work, Request request) {
        try {
            return work.apply(request);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private static ContextInternal contextOf(Vertx vertx) {
        return ((ContextInternal) vertx.getOrCreateContext()).unwrap();
    }

    private record Neighbor(ContextInternal context, Function<Request, ? extends Future<?>> work)
            implements Shareable {}
}
