package io.posthouse.store;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamNotice;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Makes teams, changes what they say of themselves, hands them on and ends them (T1, T2). */
final class Teams {
    private final TeamCalls calls;
    private final TeamConfig config;
    private final Numbers numbers;
    private final TeamHints hints;
    private final TeamNotices notices;

    Teams(TeamCalls calls, TeamConfig config, Numbers numbers, TeamHints hints, TeamNotices notices) {
        this.calls = calls;
        this.config = config;
        this.numbers = numbers;
        this.hints = hints;
        this.notices = notices;
    }

    /** Anybody may; so there are no grants to look at. */
    Future<Outcome> create(Caller caller, TeamCommand.CreateTeam create, List<Grant> grants) {
        int level = level(create.team().scene(), create.level());
        String owner = Sides.requireAccount(caller.account());
        requireWords(create.info());
        if (create.info().containsKey(TeamField.SERVER_EXT) && !TeamCalls.isServer(caller)) {
            throw new FaultException(Fault.FORBIDDEN);
        }
        boolean invites =
                "needVerify".equals(create.info().get(TeamField.BE_INVITE_MODE)) && !TeamCalls.isServer(caller);
        LinkedHashSet<String> wanted = new LinkedHashSet<>(create.accounts());
        wanted.remove(owner);
        return numbers.next().compose(number -> {
            Conversation team = new Conversation(create.team().scene(), Long.toString(number));
            return found(owner, List.copyOf(wanted), team, invites)
                    .compose(accounts -> found(new Founding(caller, team, level, invites, accounts), create));
        });
    }

    /** The accounts that there are and that can be in it; the owner has to be one of them. */
    private Future<List<String>> found(String owner, List<String> wanted, Conversation team, boolean invites) {
        List<String> all = new ArrayList<>(wanted);
        all.add(owner);
        return hints.joinable(invites ? List.of(owner) : all, team).compose(joinable -> {
            if (!joinable.contains(owner)) {
                throw new FaultException(Fault.NOT_FOUND, "account");
            }
            return invites
                    ? hints.existing(wanted)
                    : Future.succeededFuture(
                            wanted.stream().filter(joinable::contains).toList());
        });
    }

    private Future<Outcome> found(Founding founding, TeamCommand.CreateTeam create) {
        Conversation team = founding.team();
        List<String> accounts = founding.accounts();
        if (!founding.invites() && accounts.size() + 1 > founding.level()) {
            throw new FaultException(Fault.LIMIT_REACHED, "level");
        }
        List<String> members = new ArrayList<>(founding.invites() ? List.of() : accounts);
        members.add(founding.caller().account());
        Call call = calls.call(Script.TEAM_CREATE, founding.caller(), team, List.of())
                .arg(founding.level())
                .arg(team.id())
                .arg(config.pendingMax())
                .arg(founding.invites() ? 1 : 0)
                .arg(accounts.size());
        accounts.forEach(call::arg);
        for (TeamField field : TeamField.values()) {
            String first = field.words().isEmpty() ? "" : field.words().get(0);
            String value = create.info().getOrDefault(field, first);
            if (!value.isEmpty()) {
                call.arg(field.wireName()).arg(value);
            }
        }
        List<String> left = create.accounts().stream()
                .filter(account -> !accounts.contains(account))
                .distinct()
                .toList();
        TeamNotices.Notice notice = new TeamNotices.Notice(TeamNotice.INVITE, founding.caller(), create.ps(), null);
        return hints.write(members, team)
                .compose(v -> calls.change(team, call))
                .compose(reply -> calls.marked(team, reply, members))
                .compose(reply -> notices.tell(reply.others(), notice, reply).map(told -> {
                    boolean invited = founding.invites() && !accounts.isEmpty();
                    return reply.outcome(new Answer.TeamMade(reply.team(), left, invited), members, told);
                }));
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

    private int level(Scene scene, int wanted) {
        if (scene == Scene.P2P || wanted < 0) {
            throw new FaultException(Fault.INVALID, scene == Scene.P2P ? "scene" : "level");
        }
        int max = scene == Scene.TEAM ? config.membersMax() : config.superMembersMax();
        if (wanted > max) {
            throw new FaultException(
                    Fault.LIMIT_REACHED, scene == Scene.TEAM ? "team.membersMax" : "team.superMembersMax");
        }
        return wanted == 0 ? max : wanted;
    }

    private static void requireWords(Map<TeamField, String> info) {
        info.forEach((field, value) -> {
            if (!field.words().isEmpty() && !field.words().contains(value)) {
                throw new FaultException(Fault.INVALID, field.wireName());
            }
        });
    }

    /**
     * A team about to be made.
     *
     * @param level how many members it may have
     * @param invites whether the accounts have to accept first
     */
    private record Founding(Caller caller, Conversation team, int level, boolean invites, List<String> accounts) {}
}
