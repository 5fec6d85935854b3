package io.posthouse.protocol.nim;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sync tells with one kind of packet, in as many of them as sockets and clients take. Only the last tells the time up to which a
 * client has all: one whose line breaks before asks for all of it again.
 */
final class Batch {
    /** Characters of one packet, roughly; one property more may go over it. */
    static final int WEIGHT_MAX = 128 * 1024;
    /** Of a value's key and marks. */
    private static final int FRAME_CHARS = 8;

    private final Desk desk;
    private final String id;
    private final Shape shape;
    private final long since;
    private List<Property> waiting = new ArrayList<>();
    private int weight;
    private boolean isBegun;

    /** How a packet says what it has to say. */
    interface Shape {
        /**
         * @param some of what is told
         * @param isAll whether no other packet tells of it
         * @param time up to which the client has all
         */
        List<?> values(List<Property> some, boolean isAll, long time);
    }

    /** @param since what the client said it has all up to */
    Batch(Desk desk, String id, long since, Shape shape) {
        this.desk = desk;
        this.id = id;
        this.since = since;
        this.shape = shape;
    }

    void add(Property property) {
        int own = weightOf(property);
        if (weight > 0 && weight + own > WEIGHT_MAX) {
            write(false, since);
            isBegun = true;
        }
        waiting.add(property);
        weight += own;
    }

    /** Tells the rest, if there was anything to tell. */
    void end(long time) {
        if (!waiting.isEmpty()) {
            write(!isBegun, time);
        }
    }

    private void write(boolean isAll, long time) {
        desk.line().write(Packets.push(id, shape.values(waiting, isAll, time)));
        waiting = new ArrayList<>();
        weight = 0;
    }

    private static int weightOf(Property property) {
        int chars = FRAME_CHARS;
        for (Object value : property.values().values()) {
            chars += FRAME_CHARS + value.toString().length();
        }
        return chars;
    }
}
