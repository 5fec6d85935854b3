package io.posthouse.store;

import io.posthouse.config.RecallConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Recalled;
import io.vertx.core.Future;
import java.util.List;

/** Takes messages back (R1 to R5). The script decides by the store's clock; only the length of the window comes from here. */
final class Recalls {
    private final Lines lines;
    private final Keys keys;
    private final RecallConfig config;
    private final Aftermath aftermath;

    Recalls(Lines lines, Keys keys, RecallConfig config, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.aftermath = aftermath;
    }

    Future<Outcome> recall(Caller caller, Command.Recall recall) {
        Conversation conversation = Sides.require(recall.conversation(), caller.account());
        if (conversation.isTeam()) {
            return Future.failedFuture(new FaultException(Fault.INVALID, "scene"));
        }
        if (!recall.messageFrom().equals(caller.account())) {
            return Future.failedFuture(new FaultException(Fault.NOT_FOUND));
        }
        String peer = conversation.targetOf(caller.account());
        Call call = Call.of(Script.RECALL)
                .key(keys.log(conversation))
                .key(keys.meta(conversation))
                .key(keys.gone(conversation, peer))
                .durable();
        if (lines.isOneServer()) {
            call.key(keys.recent(caller.account())).key(keys.recent(peer));
        }
        call.arg(caller.account())
                .arg(recall.idClient())
                .arg(recall.idServer())
                .arg(peer)
                .arg(config.window().toMillis())
                .arg(Entries.head("recall", caller, recall.idClient()))
                .arg(Entries.recallText(caller, recall))
                .arg(conversation.key());
        return lines.ask(call)
                .compose(reply -> marked(reply, conversation))
                .map(reply -> outcome(caller, recall, reply));
    }

    private Future<Reply> marked(Reply reply, Conversation conversation) {
        long what = reply.number(0);
        if (lines.isOneServer() || (what != 0 && what != 4)) {
            return Future.succeededFuture(reply);
        }
        List<String> accounts = Sides.accounts(conversation);
        return (what == 0
                        ? aftermath.mark(accounts, conversation, reply.number(2))
                        : aftermath.markNow(accounts, conversation))
                .map(v -> reply);
    }

    private Outcome outcome(Caller caller, Command.Recall recall, Reply reply) {
        return switch ((int) reply.number(0)) {
            case 0 -> done(caller, recall, reply);
            case 1, 4 -> throw new FaultException(Fault.NOT_FOUND);
            case 2 -> throw new FaultException(Fault.NOT_RECALLABLE);
            case 3 -> throw new FaultException(Fault.RECALL_WINDOW_CLOSED);
            default -> throw new IllegalStateException("the recall script answered " + reply.number(0));
        };
    }

    private Outcome done(Caller caller, Command.Recall recall, Reply reply) {
        aftermath.requireDurable(reply);
        Recalled recalled = recalled(caller, recall, reply);
        Event event = new Event.Arrived(recalled, reply.number(4));
        return new Outcome(
                new Answer.RecallDone(recalled),
                List.of(Push.to(Sides.accounts(recall.conversation()), event, caller.connectionId())));
    }

    /** What a recall script made of it: seq, time, number, …, seq and time of the message. */
    static Recalled recalled(Caller caller, Command.Recall recall, Reply reply) {
        long messageSeq = reply.number(5);
        Command.Recall whole = new Command.Recall(
                recall.conversation(),
                recall.messageFrom(),
                recall.idClient(),
                Entries.idServer(messageSeq, reply.number(3)),
                recall.ps(),
                recall.attach());
        return Entries.recalled(
                recall.conversation(),
                reply.number(1),
                reply.number(2),
                new Entries.Recaller(caller.account(), caller.deviceId(), caller.nick()),
                whole,
                reply.number(6),
                messageSeq);
    }
}
