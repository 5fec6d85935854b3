package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs a measurement on one event loop of its own, so that the driver fits on one core. */
final class Driver {
    private static final long HOURS_MAX = 24;

    private Driver() {}

    static <T> T run(Function<Vertx, Future<T>> measurement) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Promise<T> result = Promise.promise();
            vertx.runOnContext(start -> measurement.apply(vertx).onComplete(result));
            return result.future().await(HOURS_MAX, TimeUnit.HOURS);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
