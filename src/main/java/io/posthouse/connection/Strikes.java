package io.posthouse.connection;

/** Counts refused frames in windows of a minute. */
final class Strikes {
    private static final long MINUTE_MILLIS = 60_000;

    private long windowStartMillis = Long.MIN_VALUE;
    private int count;

    /** Whether this one is past {@code errorsMax} in its minute. */
    boolean isOut(int errorsMax, long nowMillis) {
        if (windowStartMillis == Long.MIN_VALUE || nowMillis - windowStartMillis >= MINUTE_MILLIS) {
            windowStartMillis = nowMillis;
            count = 0;
        }
        count++;
        return count > errorsMax;
    }
}
