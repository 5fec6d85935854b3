package io.posthouse.store;

import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.SetRelation;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Black and mute lists (A3). Blocking is also kept with the conversation, where the send and the recall script decide by
 * it. The conversation is written first and always: a crash before the list is written leaves a list that does not show
 * what is in effect, and the retry it invites sets both right.
 */
final class Relations {
    private final Lines lines;
    private final Keys keys;
    private final LimitsConfig limits;
    private final Aftermath aftermath;

    Relations(Lines lines, Keys keys, LimitsConfig limits, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.limits = limits;
        this.aftermath = aftermath;
    }

    Future<Outcome> set(Caller caller, SetRelation relation) {
        if (Sides.requireAccount(relation.other()).equals(caller.account())) {
            return Future.failedFuture(new FaultException(Fault.INVALID, "oneself"));
        }
        return aftermath.time().compose(time -> flag(caller, relation, relation.on())
                .compose(v -> list(caller, relation, time))
                .compose(reply -> reply.number(1) == 1
                        ? full(caller, relation)
                        : Future.succeededFuture(outcome(caller, relation, reply.number(0), time))));
    }

    Future<Outcome> get(Caller caller) {
        Future<Reply> black =
                lines.ask(Call.of(Command.SMEMBERS).key(keys.relation(caller.account(), RelationKind.BLACK)));
        Future<Reply> mute =
                lines.ask(Call.of(Command.SMEMBERS).key(keys.relation(caller.account(), RelationKind.MUTE)));
        return Future.all(black, mute)
                .map(all -> Outcome.of(read(black.result().get(), mute.result().get())));
    }

    static Answer.Relations read(Response black, Response mute) {
        return new Answer.Relations(sorted(black), sorted(mute));
    }

    private Future<Reply> list(Caller caller, SetRelation relation, long time) {
        return lines.ask(Call.of(Script.RELATE)
                .key(keys.account(caller.account()))
                .key(keys.relation(caller.account(), relation.kind()))
                .key(keys.changes(caller.account()))
                .arg(relation.other())
                .arg(relation.on() ? 1 : 0)
                .arg(limits.relationsMax())
                .arg(Changes.text(change(relation, time)))
                .arg(limits.changesMax()));
    }

    private Future<Void> flag(Caller caller, SetRelation relation, boolean on) {
        if (relation.kind() != RelationKind.BLACK) {
            return Future.succeededFuture();
        }
        Conversation conversation = Conversation.between(caller.account(), relation.other());
        String field = "b:" + caller.account();
        Call call = on
                ? Call.of(Command.HSET).key(keys.meta(conversation)).arg(field).arg(1)
                : Call.of(Command.HDEL).key(keys.meta(conversation)).arg(field);
        return lines.ask(call).mapEmpty();
    }

    private Future<Outcome> full(Caller caller, SetRelation relation) {
        return flag(caller, relation, false)
                .compose(v -> Future.failedFuture(new FaultException(Fault.LIMIT_REACHED, "limits.relationsMax")));
    }

    private static Outcome outcome(Caller caller, SetRelation relation, long number, long time) {
        Answer done = new Answer.Done(time);
        if (number == 0) {
            return Outcome.of(done);
        }
        Event event = new Event.AccountChanged(number, change(relation, time));
        return new Outcome(done, List.of(Push.to(List.of(caller.account()), event, caller.connectionId())));
    }

    private static Event.Change change(SetRelation relation, long time) {
        return new Event.Change.RelationChanged(relation.kind(), relation.other(), relation.on(), time);
    }

    private static List<String> sorted(Response members) {
        return StreamSupport.stream(members.spliterator(), false)
                .map(Response::toString)
                .sorted()
                .toList();
    }
}
