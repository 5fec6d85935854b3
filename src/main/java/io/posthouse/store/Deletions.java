package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Event.DeletedMessage;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an account deletes or clears for itself alone (A4). */
final class Deletions {
    private final Lines lines;
    private final Keys keys;
    private final Changes changes;
    private final Aftermath aftermath;

    Deletions(Lines lines, Keys keys, Changes changes, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.changes = changes;
        this.aftermath = aftermath;
    }

    Future<Outcome> delete(Caller caller, List<DeletedMessage> messages) {
        Map<Conversation, Call> calls = new LinkedHashMap<>();
        for (DeletedMessage message : messages) {
            Conversation conversation = Sides.require(message.conversation(), caller.account());
            calls.computeIfAbsent(conversation, c -> call(c, caller.account()))
                    .arg(message.from())
                    .arg(message.idClient());
        }
        List<Conversation> conversations = new ArrayList<>(calls.keySet());
        return Future.all(calls.values().stream().map(this::ask).toList()).compose(all -> {
            Map<Conversation, Long> touched = new LinkedHashMap<>();
            long latest = 0;
            for (int i = 0; i < conversations.size(); i++) {
                long stamp = all.<Reply>resultAt(i).get().toLong();
                touched.put(conversations.get(i), stamp);
                latest = Math.max(latest, stamp);
            }
            return note(caller, new Event.Change.MessagesDeleted(messages, latest), touched, latest);
        });
    }

    Future<Outcome> clear(Caller caller, Conversation conversation) {
        String account = caller.account();
        Call call = Call.of(Script.CLEAR)
                .key(keys.meta(Sides.require(conversation, account)))
                .key(keys.deleted(conversation, account));
        return ask(Sight.keys(call, keys, conversation).arg(account)).compose(reply -> {
            long stamp = reply.number(1);
            Event.Change change = new Event.Change.HistoryCleared(conversation, reply.number(0), stamp);
            return note(caller, change, Map.of(conversation, stamp), stamp);
        });
    }

    private Call call(Conversation conversation, String account) {
        Call call = Call.of(Script.DELETE)
                .key(keys.log(conversation))
                .key(keys.meta(conversation))
                .key(keys.gone(conversation, account))
                .key(keys.deleted(conversation, account));
        return Sight.keys(call, keys, conversation).arg(account).arg(aftermath.retentionMillis());
    }

    private Future<Reply> ask(Call call) {
        return lines.ask(call).map(Sight::require);
    }

    private Future<Outcome> note(Caller caller, Event.Change change, Map<Conversation, Long> touched, long time) {
        return changes.append(caller.account(), change, touched)
                .map(event -> new Outcome(
                        new Answer.Done(time),
                        List.of(Push.to(List.of(caller.account()), event, caller.connectionId()))));
    }
}
