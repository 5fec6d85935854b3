package io.posthouse.bench;

import org.HdrHistogram.Histogram;

/** What a run counts. Everything is counted from the start; latencies only while the window is open. Event loop only. */
final class Tally {
    private static final long LATENCY_NANOS_MAX = 60_000_000_000L;

    private final Histogram ackNanos = new Histogram(LATENCY_NANOS_MAX, 3);
    private final Histogram pushNanos = new Histogram(LATENCY_NANOS_MAX, 3);
    private boolean windowOpen;
    private long sent;
    private long acknowledged;
    private long delivered;
    private long refused;
    private long misplaced;
    private long dropped;
    private String firstTrouble = "";

    void openWindow() {
        windowOpen = true;
    }

    void closeWindow() {
        windowOpen = false;
    }

    void countSent() {
        sent++;
    }

    void countAcknowledged(long nanos) {
        acknowledged++;
        if (windowOpen) {
            ackNanos.recordValue(Math.min(nanos, LATENCY_NANOS_MAX));
        }
    }

    void countDelivered(long nanos) {
        delivered++;
        if (windowOpen) {
            pushNanos.recordValue(Math.min(Math.max(nanos, 0), LATENCY_NANOS_MAX));
        }
    }

    void countRefused(int code) {
        refused++;
        note("a command was refused with code " + code);
    }

    /** A message came that was not the next one of its sender: lost, doubled or out of order. */
    void countMisplaced(String account, long expected, long was) {
        misplaced++;
        note(account + " expected message " + expected + " of its partner and got " + was);
    }

    void countDropped(String account, String why) {
        dropped++;
        note("the connection of " + account + " was closed: " + why);
    }

    private void note(String trouble) {
        if (firstTrouble.isEmpty()) {
            firstTrouble = trouble;
        }
    }

    long sent() {
        return sent;
    }

    long acknowledged() {
        return acknowledged;
    }

    long delivered() {
        return delivered;
    }

    long refused() {
        return refused;
    }

    long misplaced() {
        return misplaced;
    }

    long dropped() {
        return dropped;
    }

    /** Empty if there was none. */
    String firstTrouble() {
        return firstTrouble;
    }

    boolean isComplete() {
        return acknowledged + refused == sent && delivered == acknowledged;
    }

    Histogram ackNanos() {
        return ackNanos;
    }

    Histogram pushNanos() {
        return pushNanos;
    }
}
