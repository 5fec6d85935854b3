package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * One team run: the accounts, the team, those who are connected, messages in silence, messages without a pause, then a few
 * changes of the team. Nothing is yielded unless everybody heard all of it.
 */
final class TeamRun {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Vertx vertx;
    private final Target target;
    private final TeamPlan plan;
    private final Accounts accounts;
    private final double accountsSeconds;
    private final TeamDesk desk;
    private final Audience audience;
    private double awaySeconds;
    private double connectedSeconds;

    private TeamRun(Vertx vertx, Target target, TeamPlan plan, Accounts accounts, double accountsSeconds) {
        this.vertx = vertx;
        this.target = target;
        this.plan = plan;
        this.accounts = accounts;
        this.accountsSeconds = accountsSeconds;
        this.desk = new TeamDesk(vertx, target, accounts);
        this.audience = new Audience(vertx, plan.patience());
    }

    /**
     * Called on the event loop that is to do all of it.
     *
     * @return what a report says of it, a row each
     */
    static Future<List<JsonObject>> run(Vertx vertx, Target target, TeamPlan plan) {
        long started = System.nanoTime();
        return Accounts.make(vertx, target, plan.members())
                .map(accounts -> new TeamRun(vertx, target, plan, accounts, secondsSince(started)))
                .compose(run -> run.run().eventually(run.desk::close));
    }

    private Future<List<JsonObject>> run() {
        long started = System.nanoTime();
        return desk.make()
                .compose(made -> desk.add(plan.connected() + 1, plan.members(), more -> Future.succeededFuture()))
                .onSuccess(added -> awaySeconds = secondsSince(started))
                .compose(added -> Connections.open(vertx, target, accounts.first(plan.connected() + 1)))
                .compose(connections ->
                        gather(connections).compose(this::measure).eventually(connections::close));
    }

    /** The first account talks, all others listen. They are added when they are connected, so that none of them has to catch up. */
    private Future<TeamTalker> gather(Connections connections) {
        List<BenchConnection> inOrder = connections.all().stream()
                .sorted(Comparator.comparing(connection -> accounts.indexOf(connection.account())))
                .toList();
        TeamTalker talker = new TeamTalker(inOrder.get(0), desk.teamId(), plan);
        inOrder.stream().skip(1).forEach(one -> audience.add(new TeamListener(one, desk.teamId(), audience)));
        long started = System.nanoTime();
        return desk.add(1, plan.connected() + 1, end -> audience.hearUpTo(desk.lastTime(), end - 1))
                .onSuccess(heard -> connectedSeconds = secondsSince(started))
                .map(talker);
    }

    private Future<List<JsonObject>> measure(TeamTalker talker) {
        long acknowledging = plan.acknowledges() ? audience.startAcknowledging() : -1;
        List<JsonObject> rows = new ArrayList<>();
        return warmUp(talker, TeamPlan.WARM_UP_MESSAGES)
                .compose(warm -> inSilence(talker, new ArrayList<>()))
                .compose(millis -> window(talker, millis))
                .onSuccess(result -> rows.add(result.toJson()))
                .compose(result -> desk.isReal() ? change(rows) : Future.succeededFuture())
                .compose(done -> after(plan.settle()))
                .compose(over -> audience.requireNoTrouble())
                .map(sure -> rows)
                .onComplete(done -> vertx.cancelTimer(acknowledging));
    }

    private Future<Void> warmUp(TeamTalker talker, int messages) {
        return messages == 0 ? Future.succeededFuture() : say(talker).compose(said -> warmUp(talker, messages - 1));
    }

    /** Yields when the last one heard it. */
    private Future<Long> say(TeamTalker talker) {
        Future<Long> heard = audience.hearNext(talker.nextHead());
        return Future.all(talker.say(), heard).map(both -> heard.result());
    }

    private Future<List<Double>> inSilence(TeamTalker talker, List<Double> millis) {
        if (millis.size() == plan.messages()) {
            return Future.succeededFuture(millis);
        }
        return after(plan.pause()).compose(silence -> {
            long started = System.nanoTime();
            return say(talker).compose(last -> {
                millis.add((last - started) / NANOS_PER_MILLI);
                return inSilence(talker, millis);
            });
        });
    }

    private Future<TeamResult> window(TeamTalker talker, List<Double> millis) {
        ProcessTree watched = target.processes();
        ProcessTree driver = ProcessTree.ofThisProcess();
        double gatewayCpu = watched.butStore().cpuSeconds();
        double storeCpu = watched.store().cpuSeconds();
        double driverCpu = driver.cpuSeconds();
        long started = System.nanoTime();
        return sayUntil(talker, started + plan.window().toNanos(), 0).map(messages -> {
            List<Double> sorted = millis.stream().sorted().toList();
            return new TeamResult(
                    target.label,
                    plan,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() - 1),
                    secondsSince(started),
                    (long) messages * audience.size(),
                    watched.butStore().cpuSeconds() - gatewayCpu,
                    watched.store().cpuSeconds() - storeCpu,
                    driver.cpuSeconds() - driverCpu,
                    watched.butStore().residentBytes());
        });
    }

    /** Yields how many messages it were, one at least. */
    private Future<Integer> sayUntil(TeamTalker talker, long endNanos, int before) {
        return say(talker)
                .compose(last -> System.nanoTime() < endNanos
                        ? sayUntil(talker, endNanos, before + 1)
                        : Future.succeededFuture(before + 1));
    }

    private Future<Void> change(List<JsonObject> rows) {
        int away = plan.members() - 1;
        return after(plan.pause())
                .compose(silence -> deed(() -> desk.rename("bench, renamed")))
                .compose(renamed -> deed(() -> desk.remove(away))
                        .compose(removed -> deed(desk::dismiss).map(dismissed -> {
                            rows.add(new TeamDeeds(
                                            target.label,
                                            plan.members(),
                                            accountsSeconds,
                                            awaySeconds,
                                            connectedSeconds,
                                            desk.addCalls(),
                                            desk.slowestMillis(),
                                            renamed,
                                            removed,
                                            dismissed)
                                    .toJson());
                            return null;
                        })));
    }

    private Future<TeamDeeds.Deed> deed(Supplier<Future<JsonObject>> work) {
        long started = System.nanoTime();
        Future<Long> heard = audience.hearNext("");
        Future<Double> answered = work.get().map(done -> (System.nanoTime() - started) / NANOS_PER_MILLI);
        return Future.all(answered, heard)
                .map(both -> new TeamDeeds.Deed(answered.result(), (heard.result() - started) / NANOS_PER_MILLI));
    }

    private Future<Void> after(Duration time) {
        return time.isZero()
                ? Future.succeededFuture()
                : vertx.timer(time.toMillis()).mapEmpty();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS_PER_SECOND;
    }
}
