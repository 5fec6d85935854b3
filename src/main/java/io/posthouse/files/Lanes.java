package io.posthouse.files;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** Lets so many works be done at once; each of the others waits behind one of them. Used from any thread. */
final class Lanes {
    private final AtomicReferenceArray<Future<Void>> last;
    private final AtomicInteger count = new AtomicInteger();

    Lanes(int atOnceMax) {
        last = new AtomicReferenceArray<>(atOnceMax);
        for (int i = 0; i < atOnceMax; i++) {
            last.set(i, Future.succeededFuture());
        }
    }

    /** Whoever calls bounds how many wait. */
    <T> Future<T> run(Supplier<Future<T>> work) {
        Promise<Void> turn = Promise.promise();
        int lane = Math.floorMod(count.getAndIncrement(), last.length());
        return last.getAndSet(lane, turn.future()).compose(free -> work.get()).onComplete(done -> turn.complete());
    }
}
