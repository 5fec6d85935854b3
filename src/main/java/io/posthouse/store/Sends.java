package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;

/** Stores messages (S1 to S7). */
final class Sends {
    private static final int TRIM_EVERY = 64;

    private final Lines lines;
    private final Keys keys;
    private final Numbers numbers;
    private final Aftermath aftermath;

    Sends(Lines lines, Keys keys, Numbers numbers, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.numbers = numbers;
        this.aftermath = aftermath;
    }

    Future<Outcome> send(Caller caller, Draft draft) {
        if (draft.scene() != Scene.P2P) {
            return Future.failedFuture(new FaultException(Fault.INVALID, "scene"));
        }
        Conversation conversation = Conversation.between(caller.account(), Sides.requireAccount(draft.to()));
        return numbers.candidate(conversation)
                .compose(candidate -> ask(caller, draft, conversation, candidate))
                .compose(stored -> stored.reply().number(0) == 3 ? retry(caller, draft, conversation) : marked(stored))
                .map(stored -> outcome(caller, draft, stored));
    }

    private Future<Stored> retry(Caller caller, Draft draft, Conversation conversation) {
        numbers.forget(conversation);
        return numbers.candidate(conversation)
                .compose(candidate -> ask(caller, draft, conversation, candidate))
                .compose(this::marked);
    }

    private Future<Stored> ask(Caller caller, Draft draft, Conversation conversation, long candidate) {
        String from = caller.account();
        String to = draft.to();
        Call call = Call.of(Script.SEND)
                .key(keys.log(conversation))
                .key(keys.meta(conversation))
                .durable();
        if (lines.isOneServer()) {
            call.key(keys.recent(from)).key(keys.recent(to));
        }
        call.arg(from)
                .arg("i:" + from + "/" + draft.idClient())
                .arg(to.equals(from) ? "" : "b:" + to)
                .arg(ContentHash.of(draft))
                .arg(Flags.of(draft, from))
                .arg(Entries.head(draft.type().wireName(), caller, draft.idClient()))
                .arg(MessageText.write(caller, draft))
                .arg(from.compareTo(to) <= 0 ? "low" : "high")
                .arg(candidate)
                .arg(conversation.key());
        return lines.ask(call).map(reply -> {
            if (reply.number(0) < 2) {
                numbers.settled(conversation, reply.number(3), candidate);
            } else if (candidate != 0) {
                numbers.settled(conversation, 0, candidate);
                numbers.forget(conversation);
            }
            if (reply.number(0) == 0 && reply.number(5) == 0) {
                aftermath.stored(message(caller, draft, reply, false));
            }
            return new Stored(conversation, caller, draft, reply);
        });
    }

    /** In a cluster the sessions are marked after the append, also for a duplicate: its first sender may have died between. */
    private Future<Stored> marked(Stored stored) {
        if (lines.isOneServer() || stored.reply().number(0) > 1) {
            return Future.succeededFuture(stored);
        }
        boolean isNew = stored.reply().number(0) == 0;
        boolean refused = isNew
                ? stored.reply().number(5) == 1
                : stored.reply().get(5).toString().equals("f");
        List<String> accounts = stored.accounts(refused);
        Future<Void> marks = isNew
                ? aftermath.mark(accounts, stored.conversation(), stored.reply().number(2))
                : aftermath.markNow(accounts, stored.conversation());
        return marks.map(v -> stored);
    }

    private Outcome outcome(Caller caller, Draft draft, Stored stored) {
        aftermath.requireDurable(stored.reply());
        Reply reply = stored.reply();
        return switch ((int) reply.number(0)) {
            case 0 -> fresh(caller, draft, stored);
            case 1 -> duplicate(caller, draft, stored);
            case 2 -> throw new FaultException(Fault.CONTENT_DIFFERS);
            default -> throw new IllegalStateException("the send script answered " + reply.number(0));
        };
    }

    private Outcome fresh(Caller caller, Draft draft, Stored stored) {
        Reply reply = stored.reply();
        long seq = reply.number(1);
        if (seq % TRIM_EVERY == 0) {
            aftermath.trim(stored.conversation());
        }
        Message message = message(caller, draft, reply, reply.number(5) == 1);
        return outcome(stored, message, false);
    }

    /** The pushes go again: whoever has it drops it by its seq, and a crash between storing and pushing is healed. */
    private Outcome duplicate(Caller caller, Draft draft, Stored stored) {
        Reply reply = stored.reply();
        String state = reply.get(5).toString();
        if (state.equals("r")) {
            Message message = message(caller, draft, reply, false);
            return Outcome.of(new Answer.Sent(message, aftermath.durability(reply), true));
        }
        Response text = reply.get(7);
        Message message = Entries.message(
                reply.number(3), reply.number(2), reply.number(1), reply.get(6).toString(), text.toBytes());
        return outcome(stored, message, true);
    }

    private Outcome outcome(Stored stored, Message message, boolean duplicate) {
        List<String> accounts = stored.accounts(message.refused());
        Event event = new Event.Arrived(message, stored.reply().number(4));
        return new Outcome(
                new Answer.Sent(message, aftermath.durability(stored.reply()), duplicate),
                List.of(Push.to(accounts, event, stored.caller().connectionId())));
    }

    private static Message message(Caller caller, Draft draft, Reply reply, boolean refused) {
        return new Message(
                caller.account(),
                caller.clientType(),
                caller.deviceId(),
                caller.nick(),
                draft,
                reply.number(1),
                reply.number(2),
                Entries.idServer(reply.number(1), reply.number(3)),
                refused);
    }

    /** A message and what the script made of it. */
    private record Stored(Conversation conversation, Caller caller, Draft draft, Reply reply) {

        /** Whose devices hear of it: a refused one is nobody's but the sender's (S5). */
        List<String> accounts(boolean refused) {
            return refused || draft.to().equals(caller.account())
                    ? List.of(caller.account())
                    : List.of(draft.to(), caller.account());
        }
    }
}
