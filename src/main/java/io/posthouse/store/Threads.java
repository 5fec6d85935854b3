package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.GetThread;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Which messages name which other as the root of their thread. A message is noted in its root's set after it was stored and before its
 * sender is answered: a crash in between leaves a sender without an answer, whose resend notes it. What is recalled or expired leaves
 * the set when somebody reads the thread.
 */
final class Threads {
    /** What the object that travels with a message calls its root. */
    private static final String ROOT = "threadMsgIdServer";

    private static final int NUMBER_DIGITS = 12;
    private static final int STRETCH = 200;
    private static final int STRETCHES_MAX = 50;
    private static final int COUNTED_MAX = 1_000;

    private final Lines lines;
    private final Keys keys;
    private final StoreConfig config;

    Threads(Lines lines, Keys keys, StoreConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
    }

    /** What was stored, once it stands in its thread if it names one. */
    Future<Outcome> noted(Draft draft, Future<Outcome> stored) {
        String thread = draft.thread();
        if (thread == null) {
            return stored;
        }
        String root = rootIn(thread);
        return root.isEmpty() ? stored : stored.compose(outcome -> noted(root, outcome));
    }

    private static String rootIn(String thread) {
        try {
            return new JsonObject(thread).getValue(ROOT) instanceof String root ? root : "";
        } catch (DecodeException notReadHere) {
            return "";
        }
    }

    /** A root is an earlier message of the same conversation; whatever else somebody names is passed on and means nothing. */
    private Future<Outcome> noted(String root, Outcome outcome) {
        Message message = ((Answer.Sent) outcome.answer()).message();
        long rootSeq = Entries.seqOf(root);
        String number = message.idServer().substring(message.idServer().length() - NUMBER_DIGITS);
        if (rootSeq < 1 || rootSeq >= message.seq() || !root.endsWith(number)) {
            return Future.succeededFuture(outcome);
        }
        String key = keys.thread(message.conversation(), rootSeq);
        Future<Reply> added = lines.ask(Call.of(Command.ZADD)
                .key(key)
                .arg(message.time())
                .arg(message.seq())
                .durable());
        Future<Reply> limited = config.retention().isZero()
                ? added
                : lines.ask(
                        Call.of(Command.PEXPIRE).key(key).arg(config.retention().toMillis()));
        return Future.all(added, limited).map(outcome);
    }

    Future<Outcome> read(Caller caller, GetThread ask) {
        Sides.require(ask.root().conversation(), caller.account());
        Range range = new Range(ask.beginTime(), ask.endTime() == 0 ? "+inf" : Long.toString(ask.endTime()));
        return stretch(caller, ask, range, new ArrayList<>(), 1).map(last -> {
            Reply reply = last.first();
            List<Message> found = last.found();
            boolean isCut = found.size() > ask.limit();
            return Outcome.of(new Answer.ThreadRead(
                    message(reply.number(0), reply.get(1), 0),
                    List.copyOf(isCut ? found.subList(0, ask.limit()) : found),
                    isCut || last.more(),
                    reply.number(4),
                    reply.number(5)));
        });
    }

    private Future<Walk> stretch(Caller caller, GetThread ask, Range range, List<Message> found, int stretches) {
        return lines.ask(call(caller.account(), ask, range, stretches == 1))
                .map(Sight::require)
                .compose(reply -> {
                    Response flat = reply.get(2);
                    for (int i = 0; i < flat.size(); i += 3) {
                        found.add(message(reply.number(0), flat, i));
                    }
                    long at = reply.number(3);
                    if (found.size() > ask.limit() || at == 0 || stretches >= STRETCHES_MAX) {
                        return Future.succeededFuture(new Walk(reply, found, at != 0));
                    }
                    return stretch(caller, ask, range.behind(at, ask.ascending()), found, stretches + 1)
                            .map(walk -> new Walk(reply, found, walk.more()));
                });
    }

    private Call call(String account, GetThread ask, Range range, boolean isFirst) {
        Conversation conversation = ask.root().conversation();
        long rootSeq = Entries.seqOf(ask.root().idServer());
        Call call = Call.of(Script.THREAD)
                .key(keys.log(conversation))
                .key(keys.meta(conversation))
                .key(keys.deleted(conversation, account))
                .key(keys.thread(conversation, rootSeq));
        return Sight.keys(call, keys, conversation)
                .arg(account)
                .arg(config.retention().toMillis())
                .arg(ask.root().time() + "-" + rootSeq)
                .arg(range.low())
                .arg(range.high())
                .arg(Math.min(STRETCH, ask.limit() + 1))
                .arg(ask.ascending() ? 0 : 1)
                .arg(Entries.seqOf(ask.lastIdServer()))
                .arg(isFirst ? 1 : 0)
                .arg(COUNTED_MAX);
    }

    private static Message message(long number, Response flat, int at) {
        return Entries.message(number, flat.get(at).toString(), flat.get(at + 1).toString(), flat.get(at + 2));
    }

    /** Which part of the thread: times in ms, both included. */
    private record Range(long low, String high) {
        Range behind(long at, boolean ascending) {
            return ascending ? new Range(at + 1, high) : new Range(low, Long.toString(at - 1));
        }
    }

    /**
     * @param first what the first stretch said, which tells of the thread as a whole
     * @param more whether the last one did not reach the end
     */
    private record Walk(Reply first, List<Message> found, boolean more) {}
}
