package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Shows teams and members, and changes nothing. */
final class TeamViews {
    private static final int PAGE = 100;
    private static final int MEMBERS_PAGE = 200;
    /** So many members are looked at for a page of muted ones. */
    private static final int LOOKS_MAX = 5_000;

    private static final int CURSOR_DIGITS_MAX = 20;

    private final Lines lines;
    private final TeamCalls calls;
    private final TeamHints hints;

    TeamViews(Lines lines, TeamCalls calls, TeamHints hints) {
        this.lines = lines;
        this.calls = calls;
        this.hints = hints;
    }

    /** Anybody may. */
    Future<Outcome> find(Caller caller, TeamCommand.FindTeams find, List<Grant> grants) {
        List<Conversation> ids = find.teams().stream().distinct().toList();
        List<Future<Reply>> asked = new ArrayList<>();
        ids.forEach(id -> asked.add(hints.team(id, "")));
        return Future.all(asked).map(all -> {
            List<Team> teams = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                Team team = TeamRecords.team(ids.get(i), asked.get(i).result().get(0));
                if (team != null) {
                    teams.add(team);
                }
            }
            return Outcome.of(new Answer.Teams(teams, List.of(), ""));
        });
    }

    /** The page's token is the last team of the page before: teams come in the order of their keys. */
    Future<Outcome> own(Caller caller, TeamCommand.GetOwnTeams get, List<Grant> grants) {
        return hints.all(caller.account()).compose(all -> {
            List<String> page = all.stream()
                    .filter(team -> team.compareTo(get.page()) > 0)
                    .limit(PAGE)
                    .toList();
            String last = page.isEmpty() ? "" : page.get(page.size() - 1);
            boolean more = !page.isEmpty() && !last.equals(all.get(all.size() - 1));
            return own(caller.account(), page)
                    .map(some -> Outcome.of(new Answer.Teams(some.teams(), some.members(), more ? last : "")));
        });
    }

    private Future<Answer.Teams> own(String account, List<String> page) {
        List<Future<Reply>> asked = new ArrayList<>();
        page.forEach(team -> asked.add(hints.team(Conversation.parse(team), account)));
        return Future.all(asked).map(all -> {
            List<Team> teams = new ArrayList<>();
            List<TeamMember> members = new ArrayList<>();
            for (int i = 0; i < page.size(); i++) {
                Conversation id = Conversation.parse(page.get(i));
                Team team = TeamRecords.team(id, asked.get(i).result().get(0));
                Response value = asked.get(i).result().get().get(1);
                if (team != null && team.isValid() && value != null) {
                    teams.add(team);
                    members.add(TeamRecords.member(id, account, value.toString()));
                }
            }
            return new Answer.Teams(teams, members, "");
        });
    }

    Future<Outcome> members(Caller caller, TeamCommand.GetTeamMembers get, List<Grant> grants) {
        Call call = calls.call(Script.TEAM_LIST, caller, get.team(), grants)
                .arg(requireCursor(get.page()))
                .arg(get.mutedOnly() ? 1 : 0)
                .arg(MEMBERS_PAGE)
                .arg(LOOKS_MAX);
        return read(get.team(), call);
    }

    Future<Outcome> findMembers(Caller caller, TeamCommand.FindTeamMembers find, List<Grant> grants) {
        Call call = calls.call(Script.TEAM_FIND, caller, find.team(), grants);
        TeamMembers.accounts(find.accounts(), call);
        return read(find.team(), call);
    }

    private Future<Outcome> read(Conversation team, Call call) {
        return lines.ask(call).map(reply -> {
            TeamReply.of(team, reply);
            return Outcome.of(new Answer.TeamMembers(
                    TeamRecords.members(team, reply.get(2)), reply.get(1).toString()));
        });
    }

    /** What team_list.lua goes on by. */
    private static String requireCursor(String page) {
        if (page.startsWith("=")) {
            Sides.requireAccount(page.substring(1));
        } else if (page.length() > CURSOR_DIGITS_MAX || !page.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new FaultException(Fault.INVALID, "page");
        }
        return page;
    }
}
