package io.posthouse.it;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, up to a limit. */
public final class Waiting {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Waiting() {}

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(() -> what, limit, condition);
    }

    /** @param what told, as it is then, when the time is over */
    public static void until(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + limit + " in vain for: " + what.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
