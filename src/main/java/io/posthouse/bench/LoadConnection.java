package io.posthouse.bench;

import java.util.Arrays;

/**
 * Keeps some sends in flight to a partner, and checks that everything the partner sent arrives: the next one, always.
 * Acknowledges as a client does, collected.
 */
final class LoadConnection {
    private static final long FIRST_ID = 16;

    private final BenchConnection connection;
    private final Tally tally;
    private final String sendPrefix;
    private final String sendSuffix;
    private final String ackPrefix;
    private final long[] startedNanos;
    private long nextNumber;
    private long expectedNumber;
    private long lastTime;
    private long acknowledgedTime;
    private boolean stopped;

    LoadConnection(BenchConnection connection, String partner, LoadPlan plan, Tally tally) {
        this.connection = connection;
        this.tally = tally;
        this.startedNanos = new long[plan.inFlight()];
        this.sendPrefix = ",\"do\":\"send\",\"msg\":{\"scene\":\"p2p\",\"to\":\"" + partner
                + "\",\"type\":\"text\",\"idClient\":\"";
        this.sendSuffix = " " + padding(plan.bodyChars() - LoadPlan.BODY_CHARS_MIN) + "\"}}";
        this.ackPrefix = "{\"do\":\"ack\",\"marks\":{\"p2p-" + partner + "\":";
        connection.onFrame(this::received);
        connection.onDropped(why -> tally.countDropped(connection.account(), why));
    }

    private static String padding(int chars) {
        char[] text = new char[chars];
        Arrays.fill(text, 'x');
        return new String(text);
    }

    void start() {
        for (int slot = 0; slot < startedNanos.length; slot++) {
            send(FIRST_ID * startedNanos.length + slot);
        }
    }

    void stop() {
        stopped = true;
    }

    private void send(long id) {
        long now = System.nanoTime();
        startedNanos[(int) (id % startedNanos.length)] = now;
        tally.countSent();
        long number = nextNumber++;
        connection.write("{\"id\":" + id + sendPrefix + String.format("%032x", number) + "\",\"body\":\""
                + fixed(number) + " " + fixed(now) + sendSuffix);
    }

    private static String fixed(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, 23 - digits.length())) + digits;
    }

    private void received(Frame frame) {
        if (frame.on().equals("msg")) {
            arrived(frame);
        } else if (frame.id() >= FIRST_ID) {
            answered(frame);
        } else if (frame.errorCode() != 0) {
            tally.countRefused(frame.errorCode());
        }
    }

    private void answered(Frame frame) {
        if (frame.errorCode() != 0) {
            tally.countRefused(frame.errorCode());
        } else {
            long started = startedNanos[(int) (frame.id() % startedNanos.length)];
            tally.countAcknowledged(System.nanoTime() - started);
        }
        if (!stopped) {
            send(frame.id() + startedNanos.length);
        }
    }

    private void arrived(Frame frame) {
        long number = Long.parseLong(frame.body(), 0, 23, 10);
        long sentNanos = Long.parseLong(frame.body(), 24, 47, 10);
        if (number != expectedNumber) {
            tally.countMisplaced(connection.account(), expectedNumber, number);
        }
        expectedNumber = number + 1;
        lastTime = frame.time();
        tally.countDelivered(System.nanoTime() - sentNanos);
    }

    /** Tells the gateway what has arrived since the last call, if anything did. */
    void acknowledge() {
        if (lastTime > acknowledgedTime) {
            acknowledgedTime = lastTime;
            connection.write(ackPrefix + lastTime + "}}");
        }
    }
}
