package io.posthouse.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many pages be read from the store at once for the connections of one verticle; the others wait their turn. So the
 * memory that catching up takes does not grow with the connections that have to. Each connection waits at most three times: for
 * its sync, for its catching up and for its own comparison with the store's marks.
 */
final class ReadGate {
    private final int atOnceMax;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int reading;
    private boolean isCalling;

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
        reading--;
        if (isCalling) {
            return;
        }
        // In a loop: of a crowd that is gone each leaves at once, inside the call of the one before.
        isCalling = true;
        try {
            for (Runnable next = poll(); next != null; next = poll()) {
                reading++;
                next.run();
            }
        } finally {
            isCalling = false;
        }
    }

    private @Nullable Runnable poll() {
        return reading < atOnceMax ? waiting.poll() : null;
    }
}
