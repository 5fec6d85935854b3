package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Accounts that talk in pairs at a steady rate, whatever the answers: what is measured is what people feel, not how fast the gateway can
 * be driven. Event loop only.
 */
final class Pace {
    private static final long LATENCY_NANOS_MAX = 60_000_000_000L;
    private static final long TICK_MILLIS = 2;
    private static final long ACKNOWLEDGE_MILLIS = 100;

    private final Vertx vertx;
    private final double perSecond;
    private final List<PacedTalker> talkers = new ArrayList<>();
    private Histogram answerNanos = fresh();
    private long[] timers = {};
    private long startedNanos;
    private long sent;
    private long settled;
    private long arrived;
    private long refused;
    private long dropped;
    private int next;

    /**
     * @param perSecond messages of all together
     * @param bodyChars of each
     */
    Pace(Vertx vertx, Accounts accounts, List<BenchConnection> connections, double perSecond, int bodyChars) {
        this.vertx = vertx;
        this.perSecond = perSecond;
        for (BenchConnection connection : connections) {
            String partner = accounts.name(accounts.indexOf(connection.account()) ^ 1);
            talkers.add(new PacedTalker(connection, partner, bodyChars, this));
            connection.onDropped(why -> dropped++);
        }
    }

    private static Histogram fresh() {
        return new Histogram(LATENCY_NANOS_MAX, 3);
    }

    void start() {
        startedNanos = System.nanoTime();
        timers = new long[] {
            vertx.setPeriodic(TICK_MILLIS, tick -> sendDue()),
            vertx.setPeriodic(ACKNOWLEDGE_MILLIS, tick -> talkers.forEach(PacedTalker::acknowledge))
        };
    }

    private void sendDue() {
        long due = (long) ((System.nanoTime() - startedNanos) / 1e9 * perSecond);
        while (sent < due) {
            long dueNanos = startedNanos + (long) (sent++ * 1e9 / perSecond);
            talkers.get(next++ % talkers.size()).send(dueNanos);
        }
    }

    /** What was answered since the last call, ns from when it was due to be sent to its answer. */
    Histogram take() {
        Histogram taken = answerNanos;
        answerNanos = fresh();
        return taken;
    }

    void answered(long nanos, int errorCode) {
        settled++;
        refused += errorCode == 0 ? 0 : 1;
        answerNanos.recordValue(Math.min(nanos, LATENCY_NANOS_MAX));
    }

    void arrived() {
        arrived++;
    }

    long arrivals() {
        return arrived;
    }

    /** Sends no more and waits until all that was sent is answered and here. */
    Future<Void> stop(Duration patience) {
        vertx.cancelTimer(timers[0]);
        Promise<Void> quiet = Promise.promise();
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        vertx.setPeriodic(50, timer -> {
            if (isComplete() || System.nanoTime() > deadlineNanos) {
                vertx.cancelTimer(timer);
                vertx.cancelTimer(timers[1]);
                quiet.complete();
            }
        });
        return quiet.future();
    }

    private boolean isComplete() {
        // What was refused because the store was late may be stored all the same.
        return settled == sent && arrived >= sent - refused;
    }

    /** Sends that were answered with an error. */
    long refused() {
        return refused;
    }

    /** Empty if all was answered and nothing refused, and all arrived. */
    String troubleOrRefusals() {
        return trouble().isEmpty() && refused > 0 ? refused + " messages were refused" : trouble();
    }

    /** Empty if all was answered, and arrived but for what was refused. */
    String trouble() {
        return isComplete() && dropped == 0
                ? ""
                : "of " + sent + " messages " + settled + " were answered, " + refused + " of them refused, and "
                        + arrived + " arrived; " + dropped + " connections were closed";
    }
}
