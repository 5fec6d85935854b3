package io.posthouse.client;

import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import java.util.List;
import java.util.Set;

/**
 * What to look up in a session's history.
 *
 * @param beginTime ms, inclusive; 0 for the beginning
 * @param endTime ms, inclusive; 0 for now
 * @param lastMsgId the idServer to go on from; empty for none
 * @param limit 1 to the gateway's page
 * @param reverse true: from {@code beginTime} upwards
 * @param types only these; empty for all
 */
public record History(
        Scene scene,
        String to,
        long beginTime,
        long endTime,
        String lastMsgId,
        int limit,
        boolean reverse,
        Set<MessageType> types) {

    /** The newest messages of a p2p session. */
    public static History latest(String to, int limit) {
        return latest(Scene.P2P, to, limit);
    }

    /** The newest messages of a session; in a team {@code to} is its id. */
    public static History latest(Scene scene, String to, int limit) {
        return new History(scene, to, 0, 0, "", limit, false, Set.of());
    }

    /** The same, going on behind what has been read. */
    public History after(ChatMessage last) {
        return new History(scene, to, beginTime, endTime, last.idServer(), limit, reverse, types);
    }

    /**
     * @param more whether there are more in the range
     */
    public record Page(List<ChatMessage> msgs, boolean more) {}
}
