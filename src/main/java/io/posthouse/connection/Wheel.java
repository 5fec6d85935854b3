package io.posthouse.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The one timer of a connection verticle: wakes what asked for it, at most one tick late. Not exact, and not for more than
 * some hundred seconds: who is woken early asks again. Used on one event loop.
 */
final class Wheel {
    static final long TICK_MILLIS = 50;
    private static final int SLOTS = 2048;

    private static final long MILLI_NANOS = 1_000_000;

    private final LongSupplier clockNanos;
    private final List<List<Timed>> slots = new ArrayList<>(SLOTS);
    private final long startMillis;
    private long ticks;

    /**
     * @param clockNanos a clock that never goes back and is not negative
     */
    Wheel(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
        this.startMillis = nowMillis();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>(0));
        }
    }

    long nowNanos() {
        return clockNanos.getAsLong();
    }

    long nowMillis() {
        return clockNanos.getAsLong() / MILLI_NANOS;
    }

    void wake(Timed sleeper, long atMillis) {
        long due = (atMillis - startMillis + TICK_MILLIS - 1) / TICK_MILLIS;
        long ahead = Math.min(Math.max(due - ticks, 1), SLOTS - 1);
        slots.get((int) ((ticks + ahead) % SLOTS)).add(sleeper);
    }

    /** Wakes all whose time has come. Called once a tick; a late call makes up for the ticks it missed. */
    void turn() {
        long now = nowMillis();
        long target = (now - startMillis) / TICK_MILLIS;
        while (ticks < target) {
            ticks++;
            int slot = (int) (ticks % SLOTS);
            List<Timed> due = slots.get(slot);
            if (!due.isEmpty()) {
                slots.set(slot, new ArrayList<>(0));
                due.forEach(sleeper -> sleeper.onDue(now));
            }
        }
    }

    /** What can be woken. */
    interface Timed {
        void onDue(long nowMillis);
    }
}
