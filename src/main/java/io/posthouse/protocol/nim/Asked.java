package io.posthouse.protocol.nim;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks, as its envelope says: which command, and by which number it wants the answer.
 *
 * @param values what {@code Q} holds, each still with its type
 */
record Asked(long ser, int service, int command, List<?> values) {
    private static final List<String> HEADS = List.of("SER", "SID", "CID");
    private static final long NUMBER_MAX = 1_000_000;

    /** What the rest of the packet says, if it is as it should be. */
    static Asked read(String text) {
        Map<String, Object> packet = Json.object(text);
        Object values = packet.getOrDefault("Q", List.of());
        Asked head = heads(text);
        if (head == null || !(values instanceof List<?> list)) {
            throw new FaultException(Fault.MALFORMED);
        }
        return new Asked(head.ser, head.service, head.command, list);
    }

    /** Whom to answer for a packet, however wrong the rest of it is; null if there is nobody to answer. */
    static @Nullable Asked heads(String text) {
        Map<String, Long> found = Json.find(text, HEADS);
        if (found == null || found.size() < HEADS.size()) {
            return null;
        }
        long ser = found.getOrDefault("SER", 0L);
        long service = found.getOrDefault("SID", 0L);
        long command = found.getOrDefault("CID", 0L);
        boolean fits = ser >= 0
                && ser <= Json.NUMBER_MAX
                && service >= 0
                && service <= NUMBER_MAX
                && command >= 0
                && command <= NUMBER_MAX;
        return fits ? new Asked(ser, (int) service, (int) command, List.of()) : null;
    }

    /** {@code 7_1}: how the tables name the command. */
    String id() {
        return service + "_" + command;
    }
}
