package io.posthouse.connection;

/**
 * How often something may happen: so many at once, so many a second on the long run. Holds no state; a state is one number,
 * the nanoseconds at which the bucket will be full again, which is 0 for a full one.
 */
record Rate(int perSecond, int burst) {
    static final long REFUSED = -1;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The state after taking one at {@code nowNanos}, or {@link #REFUSED} if there is none to take. */
    long take(long state, long nowNanos) {
        long interval = SECOND_NANOS / perSecond;
        long begin = Math.max(state, nowNanos);
        return begin - nowNanos > (burst - 1) * interval ? REFUSED : begin + interval;
    }
}
