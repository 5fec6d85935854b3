package io.posthouse.store;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to those who are in a team: they are put out, leave, become managers, are muted, change their own entry (T1). */
final class TeamMembers {
    private final TeamCalls calls;
    private final TeamConfig config;

    TeamMembers(TeamCalls calls, TeamConfig config) {
        this.calls = calls;
        this.config = config;
    }

    Future<Outcome> remove(Caller caller, TeamCommand.RemoveTeamMembers remove, List<Grant> grants) {
        Conversation team = remove.team();
        Call call = calls.call(Script.TEAM_REMOVE, caller, team, grants);
        Set<String> accounts = accounts(remove.accounts(), call);
        return calls.change(team, call).compose(reply -> {
            List<String> removed = new ArrayList<>(accounts);
            removed.removeAll(reply.left());
            return calls.marked(team, reply, removed).map(v -> done(reply, removed));
        });
    }

    Future<Outcome> leave(Caller caller, TeamCommand.LeaveTeam leave, List<Grant> grants) {
        List<String> who = List.of(caller.account());
        return calls.change(leave.team(), calls.call(Script.TEAM_LEAVE, caller, leave.team(), grants))
                .compose(reply -> calls.marked(leave.team(), reply, who))
                .map(reply -> done(reply, who));
    }

    Future<Outcome> appoint(Caller caller, TeamCommand.SetTeamManagers set, List<Grant> grants) {
        Call call = calls.call(Script.TEAM_APPOINT, caller, set.team(), grants)
                .arg(set.on() ? 1 : 0)
                .arg(config.managersMax());
        accounts(set.accounts(), call);
        return calls.change(set.team(), call).map(reply -> done(reply, List.of()));
    }

    Future<Outcome> mute(Caller caller, TeamCommand.MuteTeamMembers mute, List<Grant> grants) {
        Call call = calls.call(Script.TEAM_MUTE, caller, mute.team(), grants).arg(mute.on() ? 1 : 0);
        accounts(mute.accounts(), call);
        return calls.change(mute.team(), call).map(reply -> done(reply, List.of()));
    }

    Future<Outcome> update(Caller caller, TeamCommand.UpdateTeamMember update, List<Grant> grants) {
        Conversation team = update.team();
        String account = Sides.requireAccount(update.account());
        Boolean quiet = update.isQuiet();
        Call call = calls.call(Script.TEAM_MEMBER, caller, team, grants)
                .arg(account)
                .arg(given(update.nick() == null ? null : Sides.requireLine(update.nick(), "nickInTeam")))
                .arg(given(update.ext()))
                .arg(given(quiet == null ? null : quiet ? "1" : "0"));
        return calls.change(team, call).map(reply -> {
            TeamMember member = TeamRecords.member(team, account, reply.others().get(0));
            Answer answer = new Answer.TeamMembers(List.of(member), "");
            if (reply.others().size() == 1) {
                return Outcome.of(answer);
            }
            Event event = new Event.TeamMemberChanged(member);
            return new Outcome(
                    answer, List.of(Push.toTeam(team, reply.watchers(), List.of(), event, caller.connectionId())));
        });
    }

    /** Each account once, in the given order. */
    static Set<String> accounts(List<String> accounts, Call call) {
        Set<String> once = new LinkedHashSet<>(accounts);
        once.forEach(account -> call.arg(Sides.requireAccount(account)));
        return once;
    }

    private static Outcome done(TeamReply reply, List<String> accounts) {
        return reply.outcome(new Answer.TeamDone(reply.time(), reply.left(), false), accounts);
    }

    private static String given(@Nullable String value) {
        return value == null ? "" : "=" + value;
    }
}
