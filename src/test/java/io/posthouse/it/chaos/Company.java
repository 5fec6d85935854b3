package io.posthouse.it.chaos;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Circles on one stage, and what they go through together. Called from a thread of its own; waits. */
final class Company {
    private static final long TICK_MILLIS = 100;
    private static final long ACKNOWLEDGED_MILLIS = 400;
    /** Longer than what finds a lost push needs with the settings here. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Stage stage;
    private final List<Circle> circles;
    private final Judge judge;
    private final Duration patience;
    private final long timer;

    /** @param patience until everybody is in, and until all that was begun is answered */
    Company(Stage stage, List<Circle> circles, Judge judge, Duration patience) {
        this.stage = stage;
        this.circles = circles;
        this.judge = judge;
        this.patience = patience;
        this.timer = stage.vertx().setPeriodic(TICK_MILLIS, tick -> on(() -> {
                    circles.forEach(Circle::tick);
                    return Future.succeededFuture();
                })
                .onFailure(stage::fail));
    }

    void close() {
        stage.vertx().cancelTimer(timer);
    }

    private <T> Future<T> on(Supplier<Future<T>> work) {
        return stage.call(work);
    }

    private void run(Runnable work) {
        wait(on(() -> {
            work.run();
            return Future.<Void>succeededFuture();
        }));
    }

    private boolean is(Supplier<Boolean> what) {
        return wait(on(() -> Future.succeededFuture(what.get())));
    }

    private <T> T wait(Future<T> future) {
        stage.checkFailure();
        try {
            return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("waited " + patience + " in vain for the devices", late);
        }
    }

    /** Whether it came true in time. */
    private boolean within(Duration limit, Supplier<Boolean> what) {
        for (long start = System.nanoTime(); !is(what); wait(stage.after(TICK_MILLIS))) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private void must(String what, Supplier<Boolean> condition) {
        if (!within(patience, condition)) {
            throw new AssertionError("waited " + patience + " in vain for: " + what);
        }
    }

    private boolean all(Predicate<Circle> what) {
        return circles.stream().allMatch(what);
    }

    /** A whole history with so many actions of each device, and no longer than it takes. */
    void play(int actions) {
        begin();
        act(actions);
        must("everything to be done", () -> all(Circle::isDone));
        end();
    }

    void begin() {
        must("everybody to be in", () -> all(Circle::isEverybodyIn));
        List<Future<Void>> founded =
                circles.stream().map(circle -> on(circle::found)).toList();
        must("the teams", () -> founded.stream().allMatch(Future::isComplete));
        founded.forEach(this::wait);
    }

    /** So many actions of each device from now on. */
    void act(int count) {
        run(() -> circles.forEach(circle -> circle.act(count)));
    }

    /** From the last action to the end of the history. */
    void end() {
        run(() -> circles.forEach(Circle::calm));
        must("everybody to be in and answered", () -> all(circle -> circle.isEverybodyIn() && circle.isDone()));
        heal();
        run(() -> circles.forEach(Circle::scene));
        settle(actor -> true);
        run(() -> circles.forEach(Circle::othersGo));
        circles.forEach(circle -> wait(on(circle::greet)));
        settle(Circle::stays);
        run(() -> circles.forEach(Circle::endPlay));
        must(
                "everybody to be in at the end",
                () -> all(circle -> circle.comeExactly(stage.nodes().size())));
        for (Circle circle : circles) {
            Future<Void> looked = on(circle::look);
            must("the histories of " + circle.name(), looked::isComplete);
            wait(looked);
        }
    }

    /** Waits until what was stored has reached everybody (D2), as far as it does. */
    private void heal() {
        List<Circle> waiting = circles;
        for (long start = System.nanoTime(); !waiting.isEmpty(); ) {
            List<Circle> round = waiting;
            within(QUIET.multipliedBy(2), () -> round.stream()
                    .allMatch(circle -> circle.toldAtNanos() < stage.nowNanos() - QUIET.toNanos()));
            waiting = round.stream()
                    .filter(circle -> hasTime(circle, start) && !judge.isAllTold(copyOf(circle)))
                    .toList();
        }
    }

    private static boolean hasTime(Circle circle, long startNanos) {
        return System.nanoTime() - startNanos < circle.patience().toNanos();
    }

    /** As it is now: the devices go on. */
    List<Diary> copyOf(Circle circle) {
        return wait(on(() -> Future.succeededFuture(circle.diaries().stream()
                .map(diary -> new Diary(diary.account(), diary.device(), List.copyOf(diary.notes())))
                .toList())));
    }

    /** These come back again and again, until nothing is due to them: then everything that was acknowledged is stored. */
    private void settle(Predicate<Actor> who) {
        List<Circle> waiting = circles;
        for (long start = System.nanoTime(); !waiting.isEmpty(); ) {
            List<Circle> round = waiting;
            run(() -> round.forEach(circle -> circle.comeAgain(who)));
            must("everybody to be in again", () -> round.stream().allMatch(Circle::isEverybodyIn));
            waiting = round.stream()
                    .filter(circle -> hasTime(circle, start) && !is(() -> circle.isSettled(who)))
                    .toList();
            // What was acknowledged is stored a little later (sync.acknowledgeDelay).
            wait(stage.after(ACKNOWLEDGED_MILLIS));
        }
    }
}
