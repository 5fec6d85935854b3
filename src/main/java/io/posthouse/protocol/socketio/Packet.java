package io.posthouse.protocol.socketio;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;

/**
 * One frame of socket.io 0.9: {@code type:id:endpoint:data}, of which the last colon may be missing.
 *
 * @param id digits; empty if the client wants no acknowledgement
 * @param isAnsweredByHand whether the id had a {@code +}: the application would have to acknowledge it, with data
 * @param endpoint empty for the only one there is here
 */
record Packet(int type, String id, boolean isAnsweredByHand, String endpoint, String data) {
    static final int DISCONNECT = 0;
    static final int HEARTBEAT = 2;
    static final int MESSAGE = 3;
    static final int NOOP = 8;

    static final String CONNECTED = "1::";
    static final String BEAT = "2::";
    /** "Client not handshaken", advice "reconnect". */
    static final String NOT_HANDSHAKEN = "7:::1+0";

    private static final int ID_DIGITS_MAX = 15;

    /** The frame of a message to the client. */
    static String message(String text) {
        return "3:::" + text;
    }

    static String acknowledgement(String id) {
        return "6:::" + id;
    }

    /** Fails with {@code MALFORMED} for what is no frame. */
    static Packet parse(String frame) {
        int afterType = 1;
        if (frame.length() < 3 || !isDigit(frame.charAt(0)) || frame.charAt(afterType) != ':') {
            throw new FaultException(Fault.MALFORMED);
        }
        int idBegin = afterType + 1;
        int idEnd = idBegin;
        while (idEnd < frame.length() && isDigit(frame.charAt(idEnd))) {
            idEnd++;
        }
        boolean hasPlus = idEnd < frame.length() && frame.charAt(idEnd) == '+';
        int endpointBegin = idEnd + (hasPlus ? 2 : 1);
        boolean isIdClosed = endpointBegin <= frame.length() && frame.charAt(endpointBegin - 1) == ':';
        if (!isIdClosed || idEnd - idBegin > ID_DIGITS_MAX || (hasPlus && idEnd == idBegin)) {
            throw new FaultException(Fault.MALFORMED);
        }
        int colon = frame.indexOf(':', endpointBegin);
        int endpointEnd = colon < 0 ? frame.length() : colon;
        return new Packet(
                frame.charAt(0) - '0',
                frame.substring(idBegin, idEnd),
                hasPlus,
                frame.substring(endpointBegin, endpointEnd),
                colon < 0 ? "" : frame.substring(colon + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
