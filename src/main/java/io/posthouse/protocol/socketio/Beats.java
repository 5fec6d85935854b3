package io.posthouse.protocol.socketio;

/** Counts the heartbeats of one socket. The client answers each, in order, so an answer tells what has reached it. */
final class Beats {
    private long written;
    private long answered;

    /** One more was written. @return its number */
    long written() {
        written++;
        return written;
    }

    /** One more was answered. @return its number, or the last one's if the client answers more than it was asked */
    long answered() {
        answered = Math.min(written, answered + 1);
        return answered;
    }
}
