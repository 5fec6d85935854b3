package io.posthouse.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Does many things, some of them at a time. Event loop only. */
final class Parallel<T> {
    private final int count;
    private final IntFunction<Future<T>> work;
    private final List<T> results = new ArrayList<>();
    private int next;

    private Parallel(int count, IntFunction<Future<T>> work) {
        this.count = count;
        this.work = work;
    }

    /** @return all results, in the order of their completion; fails with the first failure */
    static <T> Future<List<T>> run(int count, int atOnce, IntFunction<Future<T>> work) {
        Parallel<T> parallel = new Parallel<>(count, work);
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(atOnce, count); lane++) {
            lanes.add(parallel.goOn());
        }
        return Future.all(lanes).map(done -> parallel.results);
    }

    private Future<Void> goOn() {
        if (next == count) {
            return Future.succeededFuture();
        }
        return work.apply(next++).compose(result -> {
            results.add(result);
            return goOn();
        });
    }
}
