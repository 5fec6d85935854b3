package io.posthouse.bench;

import java.util.HashMap;
import java.util.Map;

/** One account of a {@link Pace}: sends when it is told to, and acknowledges what arrives, collected, as a client does. */
final class PacedTalker {
    private static final long FIRST_ID = 16;

    private final BenchConnection connection;
    private final Pace pace;
    private final Map<Long, Long> dueNanos = new HashMap<>();
    private final String head;
    private final String tail;
    private final String acknowledgement;
    private long nextId = FIRST_ID;
    private long lastTime;
    private long acknowledgedTime;

    PacedTalker(BenchConnection connection, String partner, int bodyChars, Pace pace) {
        this.connection = connection;
        this.pace = pace;
        this.head = ",\"do\":\"send\",\"msg\":{\"scene\":\"p2p\",\"to\":\"" + partner
                + "\",\"type\":\"text\",\"idClient\":\"";
        this.tail = "\",\"body\":\"" + "x".repeat(bodyChars) + "\"}}";
        this.acknowledgement = "{\"do\":\"ack\",\"marks\":{\"p2p-" + partner + "\":";
        connection.onFrame(this::received);
    }

    /** @param due when it was to be sent, by {@link System#nanoTime} */
    void send(long due) {
        long id = nextId++;
        dueNanos.put(id, due);
        connection.write("{\"id\":" + id + head + String.format("%032x", id) + tail);
    }

    private void received(Frame frame) {
        Long due = dueNanos.remove(frame.id());
        if (due != null) {
            pace.answered(System.nanoTime() - due, frame.errorCode());
        } else if (frame.on().equals("msg")) {
            lastTime = frame.time();
            pace.arrived();
        }
    }

    void acknowledge() {
        if (lastTime > acknowledgedTime) {
            acknowledgedTime = lastTime;
            connection.write(acknowledgement + lastTime + "}}");
        }
    }
}
