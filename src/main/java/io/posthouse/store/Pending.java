package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.SessionSync;
import io.posthouse.model.SysMsg;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Reads what pending.lua found for one session. */
final class Pending {
    private Pending() {}

    /**
     * @param changedAt the change time of the account's list; 0 takes the conversation's own
     */
    static SessionSync read(Conversation conversation, Reply reply, long changedAt) {
        Response state = reply.get(0);
        long number = state.get(4).toLong();
        List<Message> offline = new ArrayList<>();
        List<Message> roaming = new ArrayList<>();
        List<Recalled> recalls = new ArrayList<>();
        List<SysMsg> sysMsgs = new ArrayList<>();
        Response flat = reply.get(1);
        for (int i = 0; i < flat.size(); i += 4) {
            Entry entry = Entries.read(
                    conversation,
                    number,
                    flat.get(i + 1).toString(),
                    flat.get(i + 2).toString(),
                    flat.get(i + 3).toBytes());
            if (entry instanceof Message message) {
                (flat.get(i).toString().equals("o") ? offline : roaming).add(message);
            } else if (entry instanceof Recalled recalled) {
                recalls.add(recalled);
            } else if (entry instanceof SysMsg sysMsg) {
                sysMsgs.add(sysMsg);
            }
        }
        return new SessionSync(
                Views.stateOf(conversation, state, changedAt == 0 ? state.get(3).toLong() : changedAt),
                offline,
                roaming,
                recalls,
                sysMsgs,
                reply.number(2),
                reply.number(3));
    }

    static boolean isEmpty(SessionSync session) {
        return session.offline().isEmpty()
                && session.roaming().isEmpty()
                && session.recalls().isEmpty()
                && session.sysMsgs().isEmpty()
                && session.cutBefore() == 0
                && session.nextAfter() == 0;
    }
}
