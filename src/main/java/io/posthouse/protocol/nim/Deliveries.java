package io.posthouse.protocol.nim;

import io.posthouse.connection.Line;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.SysMsg;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one client was told and has not said it has (D3 to D5). The client acknowledges single messages by their id; the core is
 * told how far each conversation got. What this wire's clients never acknowledge (roaming messages, copies of the account's own,
 * super teams) has arrived once they answer a probe that was sent behind it.
 */
final class Deliveries {
    /** The oldest goes when there are more: what follows it in its conversation is acknowledged for it. */
    static final int AWAITED_MAX = 4_096;

    /** Of conversations. What does not fit comes again at the next login. */
    static final int UNSAID_MAX = 4_096;

    /** Longer ids are of entries of a log. */
    private static final int NOTICE_DIGITS_MAX = 12;

    private final Line line;
    private final Map<String, Mark> awaited = new LinkedHashMap<>();
    private Map<Conversation, Long> unsaid = new HashMap<>();
    private Map<Conversation, Long> probed = Map.of();
    private long probeNumber;
    private long changesProbed;
    private long changesTold;

    Deliveries(Line line) {
        this.line = line;
    }

    /** An entry was written, or is about to be. */
    void told(Entry entry, String account, boolean isRoaming) {
        if (isAcknowledged(entry, account) && !isRoaming) {
            await(idOf(entry), new Mark(entry.conversation(), entry.time()));
        } else if (unsaid.size() < UNSAID_MAX || unsaid.containsKey(entry.conversation())) {
            unsaid.merge(entry.conversation(), entry.time(), Math::max);
        }
    }

    private void await(String id, Mark mark) {
        awaited.put(id, mark);
        if (awaited.size() > AWAITED_MAX) {
            awaited.remove(awaited.keySet().iterator().next());
        }
    }

    private static boolean isAcknowledged(Entry entry, String account) {
        boolean isOwn = entry.from().equals(account);
        return !isOwn && (!(entry instanceof Message) || entry.conversation().scene() != Scene.SUPER_TEAM);
    }

    private static String idOf(Entry entry) {
        if (entry instanceof Message message) {
            return message.idServer();
        }
        return entry instanceof SysMsg sysMsg ? sysMsg.idServer() : Systems.idOf((Recalled) entry);
    }

    /** The client has these. What was never told, or is known to be there, says nothing. */
    void acknowledged(List<String> ids) {
        for (String id : ids) {
            Mark mark = awaited.remove(id);
            if (mark != null) {
                line.acknowledge(mark.conversation, mark.time);
            } else if (!id.isEmpty() && id.length() <= NOTICE_DIGITS_MAX) {
                line.acknowledgeChanges(Math.min(Long.parseLong(id), changesTold()));
            }
        }
    }

    /** The account's changes up to this number were told with the sync. */
    void changesTold(long number) {
        changesTold = Math.max(changesTold, number);
    }

    private long changesTold() {
        return Math.max(changesTold, line.changesPushed());
    }

    /** Sends a probe behind what nobody will acknowledge, unless one is on its way. */
    void probeIfDue() {
        if (probeNumber == 0 && (!unsaid.isEmpty() || changesTold() > changesProbed)) {
            probed = unsaid;
            unsaid = new HashMap<>();
            changesProbed = changesTold();
            probeNumber = line.probe();
        }
    }

    /** Whether half of what is noted waits for the answer to a probe: a sync that went on would fill the rest. */
    boolean isBehind() {
        return probeNumber > 0 && unsaid.size() >= UNSAID_MAX / 2;
    }

    /** The client has all that was written before the probe of this number. */
    void onProbed(long number) {
        if (probeNumber > 0 && number >= probeNumber) {
            probeNumber = 0;
            probed.forEach(line::acknowledge);
            line.acknowledgeChanges(changesProbed);
            probeIfDue();
        }
    }

    private record Mark(Conversation conversation, long time) {}
}
