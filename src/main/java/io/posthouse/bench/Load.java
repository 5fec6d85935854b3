package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One closed-loop run: accounts, connections, warm-up, window, and the wait until everything sent has arrived. */
final class Load {
    private static final long ACKNOWLEDGE_MILLIS = 100;
    private static final int ACKNOWLEDGE_SLICES = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Vertx vertx;
    private final Target target;
    private final LoadPlan plan;
    private final Tally tally = new Tally();
    private final List<LoadConnection> talkers = new ArrayList<>();

    private Load(Vertx vertx, Target target, LoadPlan plan) {
        this.vertx = vertx;
        this.target = target;
        this.plan = plan;
    }

    /** Called on the event loop that is to do all of it. */
    static Future<LoadResult> run(Vertx vertx, Target target, LoadPlan plan) {
        return new Load(vertx, target, plan).run();
    }

    private Future<LoadResult> run() {
        return Accounts.make(vertx, target, plan.accounts())
                .compose(accounts -> Connections.open(vertx, target, accounts).compose(connections -> {
                    pairUp(accounts, connections);
                    return measure().eventually(connections::close);
                }));
    }

    private void pairUp(Accounts accounts, Connections connections) {
        for (BenchConnection connection : connections.all()) {
            String partner = accounts.name(accounts.indexOf(connection.account()) ^ 1);
            talkers.add(new LoadConnection(connection, partner, plan, tally));
        }
    }

    private Future<LoadResult> measure() {
        long acknowledging = startAcknowledging();
        talkers.forEach(LoadConnection::start);
        return after(plan.warmUp())
                .compose(warm -> window())
                .compose(result -> settle().map(settled -> settled(result)))
                .onComplete(done -> vertx.cancelTimer(acknowledging));
    }

    /** In slices, so that the notes of all do not come at once. */
    private long startAcknowledging() {
        int[] slice = {0};
        return vertx.setPeriodic(ACKNOWLEDGE_MILLIS / ACKNOWLEDGE_SLICES, tick -> {
            for (int i = slice[0]; i < talkers.size(); i += ACKNOWLEDGE_SLICES) {
                talkers.get(i).acknowledge();
            }
            slice[0] = (slice[0] + 1) % ACKNOWLEDGE_SLICES;
        });
    }

    private Future<LoadResult> window() {
        ProcessTree watched = target.processes();
        ProcessTree driver = ProcessTree.ofThisProcess();
        double cpu = watched.cpuSeconds();
        double driverCpu = driver.cpuSeconds();
        long acknowledged = tally.acknowledged();
        long delivered = tally.delivered();
        long startedNanos = System.nanoTime();
        tally.openWindow();
        return after(plan.window()).map(over -> {
            tally.closeWindow();
            Histogram ack = tally.ackNanos();
            Histogram push = tally.pushNanos();
            return new LoadResult(
                    target.label,
                    plan,
                    (System.nanoTime() - startedNanos) / 1e9,
                    tally.acknowledged() - acknowledged,
                    tally.delivered() - delivered,
                    watched.cpuSeconds() - cpu,
                    driver.cpuSeconds() - driverCpu,
                    ack.getValueAtPercentile(50) / NANOS_PER_MILLI,
                    ack.getValueAtPercentile(99) / NANOS_PER_MILLI,
                    push.getValueAtPercentile(50) / NANOS_PER_MILLI,
                    push.getValueAtPercentile(99) / NANOS_PER_MILLI,
                    watched.residentBytes(),
                    "");
        });
    }

    private Future<Void> settle() {
        talkers.forEach(LoadConnection::stop);
        Promise<Void> settled = Promise.promise();
        long deadlineNanos = System.nanoTime() + plan.settle().toNanos();
        vertx.setPeriodic(50, timer -> {
            if (tally.isComplete() || System.nanoTime() > deadlineNanos) {
                vertx.cancelTimer(timer);
                settled.complete();
            }
        });
        return settled.future();
    }

    private LoadResult settled(LoadResult result) {
        String trouble = tally.firstTrouble();
        if (trouble.isEmpty() && !tally.isComplete()) {
            trouble = "of " + tally.sent() + " messages " + tally.acknowledged() + " were answered and "
                    + tally.delivered() + " arrived";
        } else if (!trouble.isEmpty()) {
            trouble += " (in all: refused=" + tally.refused() + " misplaced=" + tally.misplaced() + " dropped="
                    + tally.dropped() + ")";
        }
        return result.withTrouble(trouble);
    }

    private Future<Void> after(Duration time) {
        return time.isZero()
                ? Future.succeededFuture()
                : vertx.timer(time.toMillis()).mapEmpty();
    }
}
