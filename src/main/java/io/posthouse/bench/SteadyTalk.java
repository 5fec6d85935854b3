package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Accounts that say something at a steady rate, however long the answers take: so that waiting shows as latency and not as fewer messages. Counts
 * what is acknowledged and what arrives. Event loop only.
 */
final class SteadyTalk {
    private static final long TICK_MILLIS = 2;
    private static final long SETTLE_LOOK_MILLIS = 50;
    private static final long FIRST_ID = 16;
    private static final long LATENCY_NANOS_MAX = 60_000_000_000L;

    private final Vertx vertx;
    private final List<BenchConnection> speakers;
    private final int rate;
    private final Map<Long, Long> dueNanos = new HashMap<>();
    private Histogram window = new Histogram(LATENCY_NANOS_MAX, 3);
    private boolean isMeasured;
    private long startedNanos;
    private long said;
    private long acknowledged;
    private long arrived;
    private String trouble = "";
    private long timer;

    /** @param rate messages a second, all together */
    SteadyTalk(Vertx vertx, List<BenchConnection> speakers, int rate) {
        this.vertx = vertx;
        this.speakers = speakers;
        this.rate = rate;
        speakers.forEach(speaker -> {
            speaker.onFrame(this::received);
            speaker.onDropped(why -> note("a connection was closed: " + why));
        });
    }

    void start() {
        startedNanos = System.nanoTime();
        timer = vertx.setPeriodic(TICK_MILLIS, tick -> speak());
    }

    void startWindow() {
        window = new Histogram(LATENCY_NANOS_MAX, 3);
        isMeasured = true;
    }

    Histogram endWindow() {
        isMeasured = false;
        return window;
    }

    /**
     * Yields what went wrong; empty if every message was acknowledged and arrived.
     *
     * @param settle how long to wait for that
     */
    Future<String> stop(Duration settle) {
        vertx.cancelTimer(timer);
        return settled(System.nanoTime() + settle.toNanos());
    }

    private Future<String> settled(long deadlineNanos) {
        boolean isComplete = acknowledged == said && arrived == said;
        if (!isComplete && System.nanoTime() < deadlineNanos) {
            return vertx.timer(SETTLE_LOOK_MILLIS).compose(looked -> settled(deadlineNanos));
        }
        if (!isComplete) {
            note(said + " were sent, " + acknowledged + " acknowledged, " + arrived + " arrived");
        }
        return Future.succeededFuture(trouble);
    }

    /** What is due by now; its latency counts from when it was due. */
    private void speak() {
        long due = (System.nanoTime() - startedNanos) / 1_000 * rate / 1_000_000;
        while (said < due) {
            long number = said++;
            int at = (int) (number % speakers.size());
            BenchConnection partner = speakers.get(at ^ 1);
            dueNanos.put(FIRST_ID + number, startedNanos + number * 1_000_000_000L / rate);
            speakers.get(at)
                    .write("{\"id\":" + (FIRST_ID + number) + ",\"do\":\"send\",\"msg\":{\"scene\":\"p2p\",\"to\":\""
                            + partner.account() + "\",\"type\":\"text\",\"idClient\":\""
                            + String.format("%032x", number) + "\",\"body\":\"something said\"}}");
        }
    }

    private void received(Frame frame) {
        if (frame.on().equals("msg")) {
            arrived++;
        } else if (frame.errorCode() != 0) {
            note("a command was refused with code " + frame.errorCode());
        } else if (frame.id() >= FIRST_ID) {
            acknowledged++;
            Long due = dueNanos.remove(frame.id());
            if (isMeasured && due != null) {
                window.recordValue(Math.min(Math.max(System.nanoTime() - due, 0), LATENCY_NANOS_MAX));
            }
        }
    }

    private void note(String what) {
        if (trouble.isEmpty()) {
            trouble = what;
        }
    }
}
