package io.posthouse.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many do something at once that goes to the store; the others wait for their turn, first come first. So a crowd takes neither
 * more memory than a few do, nor the store's line from the messages. Used on one event loop.
 */
final class Turns {
    private final int atOnceMax;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean isCalling;

    Turns(int atOnceMax) {
        this.atOnceMax = atOnceMax;
    }

    /** Runs {@code turn} now or later; it has to call {@link #leave} once when it is done. */
    void enter(Runnable turn) {
        if (underWay < atOnceMax) {
            underWay++;
            turn.run();
        } else {
            waiting.add(turn);
        }
    }

    void leave() {
        underWay--;
        if (isCalling) {
            return;
        }
        // In a loop: of a crowd that is gone each leaves at once, inside the call of the one before.
        isCalling = true;
        try {
            for (Runnable next = poll(); next != null; next = poll()) {
                underWay++;
                next.run();
            }
        } finally {
            isCalling = false;
        }
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }

    /** Whether it is nobody's turn. */
    boolean isIdle() {
        return underWay == 0;
    }

    private @Nullable Runnable poll() {
        return underWay < atOnceMax ? waiting.poll() : null;
    }
}
