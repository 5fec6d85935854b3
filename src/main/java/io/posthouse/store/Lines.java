package io.posthouse.store;

import io.vertx.core.Future;
import java.util.List;

/** The way to the servers, whichever of them has a key. */
interface Lines {

    /** Connects; fails with a {@link io.posthouse.config.StartupException} that says why. */
    Future<Void> open();

    /**
     * Asks the server that has the call's first key. Calls asked in a row for one place are executed in that order,
     * except that sends may overtake what was asked before them in the same tick.
     *
     * <p>Fails with {@code OVERLOADED} (not asked), {@code STORE_TIMEOUT} (outcome unknown) or {@code STORE_UNAVAILABLE}
     * (outcome unknown).
     */
    Future<Reply> ask(Call call);

    /** A hash tag a server, which is there now; none if one server has all keys. */
    List<String> places();

    /** Whether one server has all keys, so that one script may touch several hash tags. */
    boolean isOneServer();

    void close();
}
