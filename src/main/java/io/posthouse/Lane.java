package io.posthouse;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop and the verticles that share it, so that a message crosses no thread on its way through them. Deployed
 * once; the verticles come one by one and go in the reverse order.
 */
final class Lane implements Deployable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Promise<Context> place = Promise.promise();
    private final Deque<Deployable> verticles = new ArrayDeque<>();

    @Override
    public Future<?> deploy(Context context) {
        place.complete(context);
        return Future.succeededFuture();
    }

    /** Starts a verticle on this lane. One that fails to start is not kept. */
    Future<Void> add(Deployable verticle) {
        return onPlace(context -> verticle.deploy(context).onSuccess(started -> verticles.push(verticle)));
    }

    /** Stops a verticle of this lane ahead of the others. */
    Future<Void> remove(Deployable verticle) {
        return onPlace(context -> verticles.remove(verticle) ? verticle.undeploy(context) : Future.succeededFuture());
    }

    @Override
    public Future<?> undeploy(Context context) {
        Deployable last = verticles.poll();
        if (last == null) {
            return Future.succeededFuture();
        }
        return stop(last, context).compose(stopped -> undeploy(context));
    }

    private static Future<Void> stop(Deployable verticle, Context context) {
        Future<?> stopped;
        try {
            stopped = verticle.undeploy(context);
        } catch (Exception bug) {
            stopped = Future.failedFuture(bug);
        }
        String name = verticle.getClass().getSimpleName();
        return stopped.onFailure(cause -> LOG.warn("A verticle failed to stop verticle={}", name, cause))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private Future<Void> onPlace(Work work) {
        return place.future().compose(context -> {
            Promise<Void> done = Promise.promise();
            context.runOnContext(go -> {
                try {
                    work.on(context).<Void>mapEmpty().onComplete(done);
                } catch (Throwable bug) {
                    // Also an Error: nobody else would tell it to those who wait.
                    done.fail(bug);
                }
            });
            return done.future();
        });
    }

    @FunctionalInterface
    private interface Work {
        Future<?> on(Context context) throws Exception;
    }
}
