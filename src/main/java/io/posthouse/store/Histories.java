package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.GetHistory;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the log as an account may see it (A4). Looks on, stretch by stretch, until it has what was asked for. */
final class Histories {
    private static final int STRETCH_MAX = 500;
    private static final int STRETCHES_MAX = 200;

    private final Lines lines;
    private final Keys keys;
    private final StoreConfig config;

    Histories(Lines lines, Keys keys, StoreConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
    }

    Future<Answer.Messages> read(Caller caller, GetHistory ask) {
        Sides.require(ask.conversation(), caller.account());
        return stretch(caller.account(), ask, Entries.seqOf(ask.lastIdServer()), new ArrayList<>(), 1);
    }

    private Future<Answer.Messages> stretch(
            String account, GetHistory ask, long edge, List<Message> found, int stretches) {
        int count = Math.min(STRETCH_MAX, Math.max(16, 2 * ask.limit()));
        return lines.ask(call(account, ask, edge, count)).map(Sight::require).compose(reply -> {
            long lastSeq = collect(account, ask, reply, found);
            if (found.size() > ask.limit()) {
                return Future.succeededFuture(new Answer.Messages(List.copyOf(found.subList(0, ask.limit())), true));
            }
            boolean more = reply.number(4) == 1;
            return more && stretches < STRETCHES_MAX
                    ? stretch(account, ask, lastSeq, found, stretches + 1)
                    : Future.succeededFuture(new Answer.Messages(List.copyOf(found), more));
        });
    }

    private Call call(String account, GetHistory ask, long edge, int count) {
        Conversation conversation = ask.conversation();
        Call call = Call.of(Script.HISTORY)
                .key(keys.log(conversation))
                .key(keys.meta(conversation))
                .key(keys.deleted(conversation, account));
        return Sight.keys(call, keys, conversation)
                .arg(account)
                .arg(ask.beginTime())
                .arg(ask.endTime() == 0 ? "+" : Long.toString(ask.endTime()))
                .arg(count)
                .arg(ask.ascending() ? 0 : 1)
                .arg(edge)
                .arg(config.retention().toMillis());
    }

    /** Adds what is visible, at most one more than the limit, and yields the last seq looked at. */
    private static long collect(String account, GetHistory ask, Reply reply, List<Message> found) {
        Response flat = reply.get(2);
        Set<String> deleted = new HashSet<>();
        reply.get(3).forEach(seq -> deleted.add(seq.toString()));
        long lastSeq = 0;
        for (int i = 0; i < flat.size() && found.size() <= ask.limit(); i += 3) {
            String id = flat.get(i).toString();
            String header = flat.get(i + 1).toString();
            int dash = id.indexOf('-');
            String seq = id.substring(dash + 1);
            lastSeq = Long.parseLong(seq);
            if (!deleted.contains(seq) && isVisible(account, ask.types(), header)) {
                long time = Long.parseLong(id.substring(0, dash));
                found.add(Entries.message(
                        reply.number(0), time, lastSeq, header, flat.get(i + 2).toBytes()));
            }
        }
        return lastSeq;
    }

    static boolean isVisible(String account, Set<MessageType> types, String header) {
        if (header.charAt(0) != 'm' || Entries.isSet(header, Flags.NO_HISTORY)) {
            return false;
        }
        if (Entries.isSet(header, Flags.REFUSED) && !Entries.fromOf(header).equals(account)) {
            return false;
        }
        return types.isEmpty()
                || MessageType.of(Entries.typeOf(header))
                        .filter(types::contains)
                        .isPresent();
    }
}
