package io.posthouse.connection;

/** The heartbeat of a wire whose gateway has to speak first. Keeps only the time of the next one. */
final class Pulse {
    private final Dialogue dialogue;
    private final long everyMillis;
    private long nextMillis;

    Pulse(Dialogue dialogue, long nowMillis) {
        this.dialogue = dialogue;
        this.everyMillis = dialogue.heartbeatMillis();
        this.nextMillis = everyMillis == 0 ? Long.MAX_VALUE : nowMillis + everyMillis;
    }

    /** When {@link #onDue} is to be called. */
    long nextMillis() {
        return nextMillis;
    }

    /** Writes the heartbeat if it is time. @return when to call again */
    long onDue(long nowMillis, Outbox outbox) {
        if (nowMillis >= nextMillis) {
            nextMillis = nowMillis + everyMillis;
            String frame = outbox.isFull() ? null : dialogue.heartbeat();
            if (frame != null) {
                outbox.write(frame);
            }
        }
        return nextMillis;
    }
}
