package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.SessionState;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation as one account sees it: its state, and entries past a time. */
final class Views {
    private final Lines lines;
    private final Keys keys;
    private final StoreConfig config;

    Views(Lines lines, Keys keys, StoreConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
    }

    Future<SessionState> state(Conversation conversation, String account) {
        return look(conversation, account, true, 0, 0)
                .map(reply ->
                        stateOf(conversation, reply.get(0), reply.get(0).get(3).toLong()));
    }

    /** As {@link #state}, but with the change time of the account's list, so that a page of the list ends where it ends. */
    Future<SessionState> state(Conversation conversation, String account, long changedAt) {
        return look(conversation, account, true, 0, 0).map(reply -> stateOf(conversation, reply.get(0), changedAt));
    }

    Future<Outcome> missed(Caller caller, Command.ReadMissed ask) {
        Conversation conversation = Sides.require(ask.conversation(), caller.account());
        return missed(conversation, caller.account(), ask.after(), ask.limit()).map(Outcome::of);
    }

    /** All entries the account may see past {@code after}; looks on until there is one, or the end. */
    private Future<Answer.Missed> missed(Conversation conversation, String account, long after, int limit) {
        return look(conversation, account, false, after, limit).compose(reply -> {
            List<Entry> entries = entries(conversation, reply);
            long upTo = reply.number(2);
            if (entries.isEmpty() && upTo != 0) {
                return missed(conversation, account, upTo, limit);
            }
            SessionState state =
                    stateOf(conversation, reply.get(0), reply.get(0).get(3).toLong());
            return Future.succeededFuture(new Answer.Missed(entries, state, upTo != 0));
        });
    }

    private Future<Reply> look(Conversation conversation, String account, boolean wantsLast, long after, int limit) {
        Call call = Sight.keysOfState(Call.of(Script.VIEW), keys, conversation, account)
                .arg(account)
                .arg(Sides.unreadOf(conversation, account))
                .arg(peerOf(conversation, account))
                .arg(config.retention().toMillis())
                .arg(wantsLast ? 1 : 0)
                .arg(after)
                .arg(limit);
        return lines.ask(call).map(Sight::require);
    }

    /** Empty with oneself, for one's own receipt is not a peer's, and in a team. */
    static String peerOf(Conversation conversation, String account) {
        if (conversation.isTeam()) {
            return "";
        }
        String peer = conversation.targetOf(account);
        return peer.equals(account) ? "" : peer;
    }

    private static List<Entry> entries(Conversation conversation, Reply reply) {
        long number = reply.get(0).get(4).toLong();
        Response flat = reply.get(1);
        List<Entry> entries = new ArrayList<>(flat.size() / 3);
        for (int i = 0; i < flat.size(); i += 3) {
            entries.add(Entries.read(
                    conversation,
                    number,
                    flat.get(i).toString(),
                    flat.get(i + 1).toString(),
                    flat.get(i + 2).toBytes()));
        }
        return entries;
    }

    /** Reads what session.lua yields. */
    static SessionState stateOf(Conversation conversation, Response state, long changedAt) {
        return new SessionState(
                conversation,
                state.get(1).toLong(),
                state.get(2).toLong(),
                changedAt,
                lastOf(conversation, state),
                state.get(5).toLong(),
                state.get(6).toLong(),
                state.get(7).toLong(),
                state.get(8).toLong(),
                state.get(13).toString().isEmpty() ? null : state.get(13).toString(),
                state.get(14).toLong());
    }

    private static @Nullable Message lastOf(Conversation conversation, Response state) {
        String id = state.get(10).toString();
        if (id.isEmpty()) {
            return null;
        }
        long number = state.get(4).toLong();
        return (Message) Entries.read(
                conversation,
                number,
                id,
                state.get(11).toString(),
                state.get(12).toBytes());
    }
}
