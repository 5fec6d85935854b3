package io.posthouse.store;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamNotice;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Makes teams (T1, T2), each once however often it is asked for under one idClient. */
final class Foundings {
    private final TeamCalls calls;
    private final TeamConfig config;
    private final TeamHints hints;
    private final TeamNotices notices;
    private final TeamClaims claims;

    Foundings(TeamCalls calls, TeamConfig config, TeamHints hints, TeamNotices notices, TeamClaims claims) {
        this.calls = calls;
        this.config = config;
        this.hints = hints;
        this.notices = notices;
        this.claims = claims;
    }

    /** Anybody may; so there are no grants to look at. */
    Future<Outcome> create(Caller caller, TeamCommand.CreateTeam create, List<Grant> grants) {
        int level = level(create.team().scene(), create.level());
        Sides.requireAccount(caller.account());
        Teams.requireWords(create.info());
        if (create.info().containsKey(TeamField.SERVER_EXT) && !TeamCalls.isServer(caller)) {
            throw new FaultException(Fault.FORBIDDEN);
        }
        boolean invites =
                "needVerify".equals(create.info().get(TeamField.BE_INVITE_MODE)) && !TeamCalls.isServer(caller);
        Founding founding = new Founding(caller, create, level, invites);
        return claims.known(caller, create).compose(number -> number == 0 ? make(founding) : again(founding, number));
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

    /** The rules are not asked again: the answer is what it was. */
    private Future<Outcome> again(Founding founding, long number) {
        Conversation team = founding.team(number);
        return calls.change(team, claims.answer(team))
                .map(Optional::of)
                .recover(cause -> cause instanceof FaultException refusal && refusal.fault() == Fault.NOT_FOUND
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(cause))
                .compose(made -> made.isPresent() ? made(founding, team, made.get()) : make(founding));
    }

    private Future<Outcome> make(Founding founding) {
        return found(founding).compose(accounts -> claims.claim(founding.caller(), founding.create())
                .compose(number -> make(founding, founding.team(number), accounts)));
    }

    /** The accounts that there are and that can be in it; the owner has to be one of them. */
    private Future<List<String>> found(Founding founding) {
        String owner = founding.caller().account();
        LinkedHashSet<String> all = new LinkedHashSet<>(founding.create().accounts());
        all.remove(owner);
        List<String> wanted = List.copyOf(all);
        all.add(owner);
        List<String> joining = founding.invites() ? List.of(owner) : List.copyOf(all);
        return hints.joinable(joining, founding.create().team()).compose(joinable -> {
            if (!joinable.contains(owner)) {
                throw new FaultException(Fault.NOT_FOUND, "account");
            }
            if (!founding.invites() && joinable.size() > founding.level()) {
                throw new FaultException(Fault.LIMIT_REACHED, "level");
            }
            return founding.invites()
                    ? hints.existing(wanted)
                    : Future.succeededFuture(
                            wanted.stream().filter(joinable::contains).toList());
        });
    }

    private Future<Outcome> make(Founding founding, Conversation team, List<String> accounts) {
        TeamCommand.CreateTeam create = founding.create();
        List<String> left = create.accounts().stream()
                .filter(account -> !accounts.contains(account))
                .distinct()
                .toList();
        Call call = calls.call(Script.TEAM_CREATE, founding.caller(), team, List.of())
                .arg(founding.level())
                .arg(team.id())
                .arg(config.pendingMax())
                .arg(founding.invites() ? 1 : 0);
        claims.keep(team, create.idClient(), call);
        arg(accounts, call);
        arg(left, call);
        for (TeamField field : TeamField.values()) {
            String first = field.words().isEmpty() ? "" : field.words().get(0);
            String value = create.info().getOrDefault(field, first);
            if (!value.isEmpty()) {
                call.arg(field.wireName()).arg(value);
            }
        }
        return hints.write(founding.members(left), team)
                .compose(v -> founding.invites() ? hints.asked(accounts, team) : Future.succeededFuture())
                .compose(v -> calls.change(team, call))
                .compose(reply -> made(founding, team, reply));
    }

    private static void arg(List<String> accounts, Call call) {
        call.arg(accounts.size());
        accounts.forEach(call::arg);
    }

    /** Also where it was made before: whoever has heard of it drops it, and a crash after the making is healed. */
    private Future<Outcome> made(Founding founding, Conversation team, TeamReply reply) {
        List<String> members = founding.members(reply.left());
        TeamNotices.Notice notice = new TeamNotices.Notice(
                TeamNotice.INVITE, founding.caller(), founding.create().ps(), null);
        return calls.marked(team, reply, members)
                .compose(v -> notices.tell(reply.others(), notice, reply))
                .compose(told -> told(founding, team, told))
                .map(told -> reply.outcome(
                        new Answer.TeamMade(reply.team(), reply.left(), reply.hasInvited()), members, told));
    }

    private Future<List<Push>> told(Founding founding, Conversation team, List<Push> told) {
        return told.isEmpty() || founding.create().idClient() == null
                ? Future.succeededFuture(told)
                : claims.told(team).map(told);
    }

    /**
     * A team about to be made.
     *
     * @param level how many members it may have
     * @param invites whether the accounts have to accept first
     */
    private record Founding(Caller caller, TeamCommand.CreateTeam create, int level, boolean invites) {
        Conversation team(long number) {
            return new Conversation(create.team().scene(), Long.toString(number));
        }

        /** Those who are in it at once. */
        List<String> members(List<String> left) {
            List<String> members = new ArrayList<>(invites ? List.of() : create.accounts());
            members.removeAll(left);
            members.remove(caller.account());
            members.add(caller.account());
            return members.stream().distinct().toList();
        }
    }
}
