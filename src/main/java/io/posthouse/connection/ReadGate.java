package io.posthouse.connection;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets so many pages be read from the store at once for the connections of one verticle; the others wait their turn. So the
 * memory that catching up takes does not grow with the connections that have to. Each connection waits at most twice: for
 * its sync and for its catching up.
 */
final class ReadGate {
    private final int atOnceMax;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int reading;

    ReadGate(int atOnceMax) {
        this.atOnceMax = atOnceMax;
    }

    /** Runs {@code read} now or later; it has to call {@link #leave} once when it is done. */
    void enter(Runnable read) {
        if (reading < atOnceMax) {
            reading++;
            read.run();
        } else {
            waiting.add(read);
        }
    }

    void leave() {
        Runnable next = waiting.poll();
        if (next == null) {
            reading--;
        } else {
            next.run();
        }
    }
}
