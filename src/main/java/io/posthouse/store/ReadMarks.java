package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.SessionState;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Session read marks (C3) and receipts (C1). Both only move forward. */
final class ReadMarks {
    private final Lines lines;
    private final Keys keys;
    private final Views views;
    private final Aftermath aftermath;

    ReadMarks(Lines lines, Keys keys, Views views, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.views = views;
        this.aftermath = aftermath;
    }

    Future<Outcome> read(Caller caller, Command.MarkRead read) {
        List<Future<Moved>> moves = new ArrayList<>();
        for (Command.SessionMark mark : read.marks()) {
            moves.add(move(caller.account(), mark));
        }
        return Future.all(moves).map(all -> outcome(caller, all.<Moved>list()));
    }

    Future<Outcome> receipt(Caller caller, Command.SendReceipt receipt) {
        Conversation conversation = Sides.require(receipt.conversation(), caller.account());
        if (conversation.isTeam()) {
            return Future.failedFuture(new FaultException(Fault.INVALID, "scene"));
        }
        String account = caller.account();
        String peer = conversation.targetOf(account);
        Call call = Call.of(Script.RECEIPT)
                .key(keys.meta(conversation))
                .arg(account)
                .arg(peer)
                .arg(receipt.time());
        return lines.ask(call).compose(reply -> {
            long stamp = reply.number(0);
            Answer answer = new Answer.ReceiptSent(conversation, reply.number(1));
            if (stamp == 0) {
                return Future.succeededFuture(Outcome.of(answer));
            }
            List<String> accounts = Sides.accounts(conversation);
            Event event = new Event.ReceiptMoved(conversation, account, reply.number(1), receipt.idClient(), stamp);
            return aftermath
                    .mark(accounts, conversation, stamp)
                    .map(v -> new Outcome(answer, List.of(Push.to(accounts, event, caller.connectionId()))));
        });
    }

    private Future<Moved> move(String account, Command.SessionMark mark) {
        Conversation conversation = Sides.require(mark.conversation(), account);
        Call call = Sight.keys(Call.of(Script.READ).key(keys.meta(conversation)), keys, conversation);
        if (conversation.isTeam()) {
            call.key(keys.gone(conversation, account));
        }
        Future<Reply> moved = lines.ask(call.arg(account).arg(mark.time())).map(Sight::require);
        // Asked in one go: what one place is asked in a row, it does in that order.
        Future<SessionState> state = views.state(conversation, account);
        return moved.compose(reply -> {
            long stamp = reply.get().toLong();
            Future<Void> marked =
                    stamp == 0 ? Future.succeededFuture() : aftermath.mark(List.of(account), conversation, stamp);
            return marked.compose(v -> state).map(after -> new Moved(after, stamp));
        });
    }

    private static Outcome outcome(Caller caller, List<Moved> moves) {
        List<SessionState> states = new ArrayList<>();
        List<Push> pushes = new ArrayList<>();
        for (Moved moved : moves) {
            SessionState state = moved.state();
            states.add(state);
            if (moved.stamp() != 0) {
                Event event = new Event.SessionRead(
                        state.conversation(), state.readTime(), state.unread(), state.changedAt());
                pushes.add(Push.to(List.of(caller.account()), event, caller.connectionId()));
            }
        }
        return new Outcome(new Answer.ReadMarks(states), pushes);
    }

    /**
     * @param stamp change time, 0 if the mark did not move
     */
    private record Moved(SessionState state, long stamp) {}
}
