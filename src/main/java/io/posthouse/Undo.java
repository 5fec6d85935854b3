package io.posthouse;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be taken back, the last thing first. A step that fails is logged and does not keep the others. */
final class Undo {
    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    private record Step(String name, Supplier<Future<?>> work) {}

    /** @param name of what is taken back, for the log */
    synchronized void add(String name, Supplier<Future<?>> work) {
        steps.push(new Step(name, work));
    }

    /** Never fails. A second call finds nothing left to do. */
    Future<Void> all() {
        Step last = poll();
        return last == null ? Future.succeededFuture() : take(last).compose(taken -> all());
    }

    private synchronized Step poll() {
        return steps.poll();
    }

    private static Future<Void> take(Step step) {
        Future<?> taken;
        try {
            taken = step.work.get();
        } catch (RuntimeException bug) {
            taken = Future.failedFuture(bug);
        }
        return taken.onFailure(cause -> LOG.warn("Stopping left something behind step={}", step.name, cause))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
