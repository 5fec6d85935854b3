package io.posthouse.store;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamNotice;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The ways into a team: being added or invited, applying, accepting (T1). Each first asks whether it would be allowed, then notes
 * with the account that it may be in the team, then does it; the rules are decided anew by the script that does it.
 */
final class TeamEntrances {
    /** How often what was asked first may turn out to have changed before it is done. */
    private static final int TRIES = 3;

    private final TeamCalls calls;
    private final TeamConfig config;
    private final TeamHints hints;
    private final TeamNotices notices;

    TeamEntrances(TeamCalls calls, TeamConfig config, TeamHints hints, TeamNotices notices) {
        this.calls = calls;
        this.config = config;
        this.hints = hints;
        this.notices = notices;
    }

    Future<Outcome> add(Caller caller, TeamCommand.AddTeamMembers add, List<Grant> grants) {
        return add(caller, add, grants, TRIES);
    }

    private Future<Outcome> add(Caller caller, TeamCommand.AddTeamMembers add, List<Grant> grants, int tries) {
        requireTries(tries);
        List<String> wanted = List.copyOf(new LinkedHashSet<>(add.accounts()));
        return calls.look(add.team(), addCall(caller, add, grants, "ask", wanted))
                .compose(asked -> possible(add.team(), asked).compose(accounts -> {
                    boolean invites = invites(asked);
                    Call call = addCall(caller, add, grants, invites ? "invite" : "add", accounts);
                    return (invites ? hints.asked(accounts, add.team()) : hints.write(accounts, add.team()))
                            .compose(v -> calls.change(add.team(), call))
                            .compose(reply -> reply.isAgain()
                                    ? add(caller, add, grants, tries - 1)
                                    : added(caller, add, wanted, accounts, invites, reply));
                }));
    }

    private static boolean invites(TeamReply asked) {
        return asked.left().contains("invite");
    }

    /** Those who are no members, that there are, and that can be in the team; fails if it has no room for them. */
    private Future<List<String>> possible(Conversation team, TeamReply asked) {
        if (invites(asked)) {
            return hints.existing(asked.others());
        }
        return hints.joinable(asked.others(), team).map(accounts -> {
            if (asked.team().memberNum() + accounts.size() > asked.team().level() && !accounts.isEmpty()) {
                throw new FaultException(Fault.LIMIT_REACHED, "level");
            }
            return accounts;
        });
    }

    private Call addCall(
            Caller caller, TeamCommand.AddTeamMembers add, List<Grant> grants, String step, List<String> accounts) {
        Call call = calls.call(Script.TEAM_ADD, caller, add.team(), grants)
                .arg(step)
                .arg(config.pendingMax())
                .arg(add.attach() == null ? "" : add.attach());
        TeamMembers.accounts(accounts, call);
        return call;
    }

    private Future<Outcome> added(
            Caller caller,
            TeamCommand.AddTeamMembers add,
            List<String> wanted,
            List<String> asked,
            boolean invites,
            TeamReply reply) {
        List<String> fresh = asked.stream()
                .filter(account -> !reply.left().contains(account))
                .toList();
        List<String> left =
                wanted.stream().filter(account -> !fresh.contains(account)).toList();
        Answer answer = new Answer.TeamDone(reply.time(), left, invites && !fresh.isEmpty());
        if (!invites) {
            return calls.marked(add.team(), reply, fresh).map(v -> reply.outcome(answer, fresh));
        }
        TeamNotices.Notice notice = new TeamNotices.Notice(TeamNotice.INVITE, caller, add.ps(), add.attach());
        return notices.tell(reply.others(), notice, reply).map(told -> reply.outcome(answer, List.of(), told));
    }

    Future<Outcome> apply(Caller caller, TeamCommand.ApplyToTeam apply, List<Grant> grants) {
        return apply(caller, apply, grants, TRIES);
    }

    private Future<Outcome> apply(Caller caller, TeamCommand.ApplyToTeam apply, List<Grant> grants, int tries) {
        requireTries(tries);
        Conversation team = apply.team();
        List<String> who = List.of(caller.account());
        return calls.look(team, applyCall(caller, team, grants, "ask")).compose(asked -> {
            boolean joins = asked.left().contains("join");
            return (joins ? join(caller.account(), team) : hints.asked(who, team))
                    .compose(v -> calls.change(team, applyCall(caller, team, grants, joins ? "join" : "apply")))
                    .compose(reply -> {
                        if (reply.isAgain()) {
                            return apply(caller, apply, grants, tries - 1);
                        }
                        Answer answer = new Answer.TeamMade(reply.team(), List.of(), !joins);
                        TeamNotices.Notice notice = new TeamNotices.Notice(TeamNotice.APPLY, caller, apply.ps(), null);
                        return joins
                                ? calls.marked(team, reply, who).map(v -> reply.outcome(answer, who))
                                : notices.tell(reply.others(), notice, reply)
                                        .map(told -> reply.outcome(answer, List.of(), told));
                    });
        });
    }

    private Call applyCall(Caller caller, Conversation team, List<Grant> grants, String step) {
        return calls.call(Script.TEAM_APPLY, caller, team, grants).arg(step).arg(config.pendingMax());
    }

    Future<Outcome> pass(Caller caller, TeamCommand.AnswerApplication answer, List<Grant> grants) {
        Way way = new Way(Script.TEAM_PASS, answer.pass() ? "pass" : "reject", answer.account(), answer.account());
        return enter(caller, answer.team(), grants, way).compose(reply -> {
            TeamNotices.Notice no = new TeamNotices.Notice(TeamNotice.APPLY_REJECTED, caller, answer.ps(), null);
            return settled(way, no, reply);
        });
    }

    Future<Outcome> accept(Caller caller, TeamCommand.AnswerInvitation answer, List<Grant> grants) {
        Way way =
                new Way(Script.TEAM_ACCEPT, answer.accept() ? "accept" : "reject", answer.account(), caller.account());
        return enter(caller, answer.team(), grants, way).compose(reply -> {
            TeamNotices.Notice no = new TeamNotices.Notice(TeamNotice.INVITE_REJECTED, caller, answer.ps(), null);
            return settled(way, no, reply);
        });
    }

    private Future<TeamReply> enter(Caller caller, Conversation team, List<Grant> grants, Way way) {
        Call ask = wayCall(caller, team, grants, way, "ask");
        Call call = wayCall(caller, team, grants, way, way.step());
        return way.isNo()
                ? calls.change(team, call)
                : calls.look(team, ask)
                        .compose(asked -> join(way.who(), team))
                        .compose(v -> calls.change(team, call))
                        .compose(reply -> calls.marked(team, reply, List.of(way.who())));
    }

    private Call wayCall(Caller caller, Conversation team, List<Grant> grants, Way way, String step) {
        return calls.call(way.script(), caller, team, grants).arg(step).arg(Sides.requireAccount(way.account()));
    }

    private Future<Outcome> settled(Way way, TeamNotices.Notice no, TeamReply reply) {
        Answer answer = new Answer.TeamDone(reply.time(), List.of(), false);
        return way.isNo()
                ? notices.tell(List.of(way.account()), no, reply).map(told -> reply.outcome(answer, List.of(), told))
                : Future.succeededFuture(reply.outcome(answer, List.of(way.who())));
    }

    private Future<Void> join(String account, Conversation team) {
        return hints.joinable(List.of(account), team).compose(joinable -> {
            if (joinable.isEmpty()) {
                throw new FaultException(Fault.NOT_FOUND, "account");
            }
            return hints.write(joinable, team);
        });
    }

    private static void requireTries(int tries) {
        if (tries == 0) {
            throw new FaultException(Fault.STALE);
        }
    }

    /**
     * An answer to an application or an invitation.
     *
     * @param step what the script is told to do
     * @param account who applied or invited, and is told of a no
     * @param who comes in with a yes
     */
    private record Way(Script script, String step, String account, String who) {
        boolean isNo() {
            return step.equals("reject");
        }
    }
}
