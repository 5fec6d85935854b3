package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Changes what teams say of themselves, hands them on and ends them (T1, T2). */
final class Teams {
    private final TeamCalls calls;

    Teams(TeamCalls calls) {
        this.calls = calls;
    }

    Future<Outcome> update(Caller caller, TeamCommand.UpdateTeam update, List<Grant> grants) {
        requireWords(update.info());
        Call call =
                calls.call(Script.TEAM_UPDATE, caller, update.team(), grants).arg(update.ifUpdateTime());
        update.info().forEach((field, value) -> call.arg(field.wireName()).arg(value));
        return calls.change(update.team(), call)
                .map(reply -> reply.outcome(new Answer.TeamMade(reply.team(), List.of(), false), List.of()));
    }

    Future<Outcome> dismiss(Caller caller, TeamCommand.DismissTeam dismiss, List<Grant> grants) {
        return calls.change(dismiss.team(), calls.call(Script.TEAM_DISMISS, caller, dismiss.team(), grants))
                .map(reply -> reply.outcome(new Answer.TeamDone(reply.time(), List.of(), false), List.of()));
    }

    Future<Outcome> transfer(Caller caller, TeamCommand.TransferTeam transfer, List<Grant> grants) {
        Conversation team = transfer.team();
        Call call = calls.call(Script.TEAM_TRANSFER, caller, team, grants)
                .arg(Sides.requireAccount(transfer.account()))
                .arg(transfer.leave() ? 1 : 0);
        return calls.change(team, call)
                .compose(reply -> calls.marked(team, reply, reply.others()))
                .map(reply -> reply.outcome(new Answer.TeamDone(reply.time(), List.of(), false), reply.others()));
    }

    /** A mode may only be one of its words. */
    static void requireWords(Map<TeamField, String> info) {
        info.forEach((field, value) -> {
            if (!field.words().isEmpty() && !field.words().contains(value)) {
                throw new FaultException(Fault.INVALID, field.wireName());
            }
        });
    }
}
