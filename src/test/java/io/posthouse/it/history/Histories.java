package io.posthouse.it.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Plays many random histories, some at a time, until all are played or one of them shows a violation. */
final class Histories {
    private final Function<String, Gate> gates;
    private final Login.Caps caps;
    private final int steps;

    /** @param gates a new gate for the history of that name */
    Histories(Function<String, Gate> gates, Login.Caps caps, int steps) {
        this.gates = gates;
        this.caps = caps;
        this.steps = steps;
    }

    /**
     * @param run names the accounts of this run, beside the seed
     * @param seed of the first; the others count up from it
     * @return how many were played
     * @throws Violation the first that was found
     */
    int play(String run, long seed, int count, int atOnce) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger played = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        try {
            List<Future<Void>> lanes = new ArrayList<>();
            for (int lane = 0; lane < atOnce; lane++) {
                lanes.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < count && !failed.get(); i = next.getAndIncrement()) {
                        playOne(run, seed + i, failed);
                        played.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<Void> lane : lanes) {
                rethrow(lane);
            }
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(30, TimeUnit.SECONDS);
        }
        return played.get();
    }

    private void playOne(String run, long seed, AtomicBoolean failed) {
        String name = run + Long.toUnsignedString(seed, 36);
        try {
            History.play(gates.apply(name), name, seed, caps, steps);
        } catch (Throwable found) {
            failed.set(true);
            throw found;
        }
    }

    private static void rethrow(Future<Void> lane) throws Exception {
        try {
            lane.get();
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof Violation violation) {
                throw violation;
            }
            throw e;
        }
    }
}
