package io.posthouse.connection;

import io.vertx.core.Promise;

/** Waits until a stopping verticle's sockets are closed and the store has heard of it; cuts those that take too long. */
final class Departure implements Wheel.Timed {
    /** What the store needs to hear of the last sockets, after the time for those is over. */
    private static final long LOGOUTS_MILLIS = 2_000;

    private final Station station;
    private final long deadlineMillis;
    private final Promise<Void> gone;
    private boolean isCut;

    Departure(Station station, long patienceMillis, Promise<Void> gone) {
        this.station = station;
        this.deadlineMillis = station.wheel().nowMillis() + patienceMillis;
        this.gone = gone;
    }

    void begin() {
        onDue(station.wheel().nowMillis());
    }

    @Override
    public void onDue(long nowMillis) {
        boolean isDone = station.roster().isEmpty() && station.logouts().isQuiet();
        if (isDone || nowMillis >= deadlineMillis + LOGOUTS_MILLIS) {
            gone.tryComplete();
            return;
        }
        if (nowMillis >= deadlineMillis && !isCut) {
            isCut = true;
            station.roster().all().forEach(connection -> {
                connection.close(new Closing.Draining(0));
                connection.outbox().cut();
            });
        }
        station.wheel().wake(this, nowMillis + Wheel.TICK_MILLIS);
    }
}
