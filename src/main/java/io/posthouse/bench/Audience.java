package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All who have to hear what is said in the team: each thing, once, in order, or the run is void. Event loop only.
 */
final class Audience {
    private static final long ACKNOWLEDGE_MILLIS = 100;
    private static final int ACKNOWLEDGE_SLICES = 20;

    private final Vertx vertx;
    private final Duration patience;
    private final List<TeamListener> listeners = new ArrayList<>();
    private List<TeamListener> expected = listeners;
    private Promise<Long> heard = Promise.promise();
    private String head = "";
    private long afterTime;
    private int missing;
    private long timer;
    private int slice;
    private String trouble = "";

    Audience(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    void add(TeamListener listener) {
        listeners.add(listener);
    }

    int size() {
        return listeners.size();
    }

    /** Done, with the time by the driver's clock in ns, once everybody has heard something that is newer than all they have. */
    Future<Long> hearNext(String bodyHead) {
        long newest = listeners.stream().mapToLong(TeamListener::lastTime).max().orElse(0);
        return hear(newest, bodyHead, listeners);
    }

    /** Done once so many of them, from the first one on, have heard what was said at that time or after it. */
    Future<Long> hearUpTo(long time, int count) {
        return hear(time - 1, "", listeners.subList(0, count));
    }

    private Future<Long> hear(long after, String bodyHead, List<TeamListener> some) {
        Promise<Long> promise = Promise.promise();
        heard = promise;
        expected = some;
        head = bodyHead;
        afterTime = after;
        missing = (int) some.stream().filter(one -> one.lastTime() <= after).count();
        timer = vertx.setTimer(patience.toMillis(), late -> giveUp());
        if (!trouble.isEmpty()) {
            promise.tryFail(new BenchException(trouble));
        } else if (missing == 0) {
            promise.tryComplete(System.nanoTime());
        }
        return promise.future().map(this::together).onComplete(done -> vertx.cancelTimer(timer));
    }

    void onHeard(TeamListener listener, long timeBefore, String body) {
        if (!body.startsWith(head)) {
            trouble(listener.account() + " did not get what was said, but something else.");
        }
        if (timeBefore <= afterTime && listener.lastTime() > afterTime && --missing == 0) {
            heard.tryComplete(System.nanoTime());
        }
    }

    /** All of them have come as far as each other. */
    private long together(long nanos) {
        TeamListener first = expected.get(0);
        for (TeamListener listener : expected) {
            if (listener.lastSeq() != first.lastSeq()) {
                throw new BenchException(listener.account() + " has come to seq " + listener.lastSeq() + " and "
                        + first.account() + " to " + first.lastSeq() + ".");
            }
        }
        return nanos;
    }

    private void giveUp() {
        List<TeamListener> waiting =
                expected.stream().filter(one -> one.lastTime() <= afterTime).toList();
        if (!waiting.isEmpty()) {
            trouble(waiting.size() + " of " + expected.size() + " receivers did not get a message within "
                    + patience.toSeconds() + " s; one of them is "
                    + waiting.get(0).account() + ".");
        }
    }

    /** The run says nothing: only the first thing that went wrong is told. */
    void trouble(String sentence) {
        if (trouble.isEmpty()) {
            trouble = sentence;
            heard.tryFail(new BenchException(sentence));
        }
    }

    /** Fails if anything went wrong. */
    Future<Void> requireNoTrouble() {
        return trouble.isEmpty() ? Future.succeededFuture() : Future.failedFuture(new BenchException(trouble));
    }

    /** In slices, so that the notes of all do not come at once. Yields the timer. */
    long startAcknowledging() {
        return vertx.setPeriodic(ACKNOWLEDGE_MILLIS / ACKNOWLEDGE_SLICES, tick -> {
            for (int i = slice; i < listeners.size(); i += ACKNOWLEDGE_SLICES) {
                listeners.get(i).acknowledge();
            }
            slice = (slice + 1) % ACKNOWLEDGE_SLICES;
        });
    }
}
