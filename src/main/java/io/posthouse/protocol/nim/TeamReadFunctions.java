package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked about teams and super teams, and who has read their messages (C2). */
final class TeamReadFunctions {
    private static final int ACCOUNTS_MAX = 200;
    private static final int TEAMS_MAX = 100;
    private static final int RECEIPTS_MAX = 50;

    private final Scene scene;

    TeamReadFunctions(Scene scene) {
        this.scene = scene;
    }

    static List<Row> ofTeams() {
        TeamReadFunctions teams = new TeamReadFunctions(Scene.TEAM);
        return List.of(
                Row.team("8_9", "getTeamInfo", teams::info),
                Row.team("8_10", "getTeams", teams::own),
                Row.team("8_11", "getTeamMembers", (args, desk) -> Walks.members(teams.team(args), false, desk)
                        .map(all -> Reply.of(teams.team(args).id(), Teams.members(all), desk.storeMillis()))),
                Row.team("8_27", "getMutedTeamMembers", (args, desk) -> Walks.members(teams.team(args), true, desk)
                        .map(all -> Reply.of(teams.team(args).id(), Teams.members(all)))),
                Row.team("8_28", "sendTeamMsgReceipt", (args, desk) -> teams.receipts(args, desk, true)),
                Row.team("8_29", "getTeamMsgReads", (args, desk) -> teams.receipts(args, desk, false)),
                Row.team("8_30", "getTeamMsgReadAccounts", teams::readers),
                Row.team("8_33", "getTeamMemberInvitorAccid", teams::invitors),
                Row.team("8_34", "getTeamsById", teams::byId));
    }

    static List<Row> ofSuperTeams() {
        TeamReadFunctions teams = new TeamReadFunctions(Scene.SUPER_TEAM);
        return List.of(
                Row.team("21_9", "getSuperTeamInfo", teams::info),
                Row.team("21_12", "getSuperTeams", teams::own),
                Row.team("21_15", "getSuperTeamMembers", (args, desk) -> teams.page(args, desk, false)),
                Row.team("21_33", "getSuperTeamMembersByAccounts", teams::someMembers),
                Row.team("21_34", "queryMuteSuperTeamMembers", (args, desk) -> teams.page(args, desk, true)));
    }

    private Conversation team(Args args) {
        return new Conversation(scene, args.teamId(0));
    }

    private Future<Reply> info(Args args, Desk desk) {
        Conversation team = team(args);
        return find(List.of(team), desk).map(found -> {
            if (found.isEmpty()) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            return Reply.of(Teams.property(found.get(0)));
        });
    }

    private Future<List<Team>> find(List<Conversation> teams, Desk desk) {
        return desk.ask(new TeamCommand.FindTeams(new Conversation(scene, ""), teams), Answer.Teams.class)
                .map(answer -> answer.teams().stream().filter(Team::isValid).toList());
    }

    /** No team at all has a code of its own. */
    private Future<Reply> own(Args args, Desk desk) {
        long since = args.number(0);
        return Walks.ownTeams(desk).map(own -> {
            List<Property> teams =
                    own.of(scene, since).stream().map(Teams::property).toList();
            return teams.isEmpty() && since == 0
                    ? new Reply(Spelling.NO_TEAM, List.of(teams, desk.storeMillis()))
                    : Reply.of(teams, desk.storeMillis());
        });
    }

    private Future<Reply> byId(Args args, Desk desk) {
        List<String> ids = args.numbers(0, 1, TEAMS_MAX, id -> Forms.teamId(id, "teamIds")).stream()
                .distinct()
                .toList();
        List<Conversation> teams =
                ids.stream().map(id -> new Conversation(scene, id)).toList();
        return find(teams, desk).map(found -> {
            Set<String> known = found.stream().map(team -> team.id().id()).collect(Collectors.toSet());
            List<String> unknown =
                    ids.stream().filter(id -> !known.contains(id)).toList();
            return new Reply(
                    unknown.isEmpty() ? Spelling.OK : Spelling.PARTLY, List.of(Teams.properties(found), unknown));
        });
    }

    private Future<Reply> invitors(Args args, Desk desk) {
        return someOf(team(args), args.accounts(1, 1, ACCOUNTS_MAX), desk).map(members -> {
            Map<String, Object> invitors = new LinkedHashMap<>();
            members.forEach(member -> invitors.put(member.account(), member.invitor()));
            return Reply.of(invitors);
        });
    }

    private static Future<List<TeamMember>> someOf(Conversation team, List<String> accounts, Desk desk) {
        return desk.ask(new TeamCommand.FindTeamMembers(team, accounts), Answer.TeamMembers.class)
                .map(Answer.TeamMembers::members);
    }

    /** Members are named {@code <team>|<account>}. */
    private Future<Reply> someMembers(Args args, Desk desk) {
        List<String> names = args.texts(0, 1, ACCOUNTS_MAX);
        Map<String, List<String>> byTeam = new LinkedHashMap<>();
        for (String name : names) {
            int line = name.indexOf('|');
            String team = Forms.teamId(name.substring(0, Math.max(0, line)), "memberIds");
            byTeam.computeIfAbsent(team, id -> new ArrayList<>())
                    .add(Forms.account(name.substring(line + 1), "memberIds"));
        }
        List<Future<List<TeamMember>>> asked = new ArrayList<>();
        byTeam.forEach((team, accounts) -> asked.add(someOf(
                new Conversation(scene, team), accounts.stream().distinct().toList(), desk)));
        return Future.all(asked)
                .map(all -> Reply.of(asked.stream()
                        .flatMap(some -> some.result().stream())
                        .map(Teams::member)
                        .toList()));
    }

    /** By the time of joining, behind the given one, and to the end of those who came at one time: the next page begins behind it. */
    private Future<Reply> page(Args args, Desk desk, boolean mutedOnly) {
        int limit = (int) Forms.within(1, TeamCommand.MEMBERS_MAX, args.number(2), "limit");
        return desk.ask(
                        new TeamCommand.GetTeamMembersInOrder(
                                team(args), args.number(1), limit, args.flag(3), mutedOnly),
                        Answer.TeamMembers.class)
                .map(page -> Reply.of(Teams.members(page.members())));
    }

    /** Of one team at once, as clients send them; of several if one does. */
    private Future<Reply> receipts(Args args, Desk desk, boolean isSending) {
        Map<String, List<String>> byTeam = new LinkedHashMap<>();
        for (Props receipt : args.properties(0, Tables.TEAM_RECEIPT, RECEIPTS_MAX)) {
            byTeam.computeIfAbsent(receipt.teamId("teamId"), id -> new ArrayList<>())
                    .add(someIdServer(receipt));
        }
        List<Future<List<Property>>> asked = new ArrayList<>();
        byTeam.forEach((id, idServers) -> {
            Conversation team = new Conversation(scene, id);
            List<String> once = idServers.stream().distinct().toList();
            TeamCommand command =
                    isSending ? new TeamCommand.SendTeamReceipts(team, once) : new TeamCommand.GetTeamReads(team, once);
            asked.add(desk.ask(command, Answer.TeamReads.class).map(reads -> Teams.counts(team, reads.counts())));
        });
        return Future.all(asked)
                .map(all -> Reply.of(
                        asked.stream().flatMap(some -> some.result().stream()).toList()));
    }

    private static String someIdServer(Props receipt) {
        String idServer = receipt.idServer("idServer");
        if (idServer.isEmpty()) {
            throw Forms.invalid("idServer");
        }
        return idServer;
    }

    private Future<Reply> readers(Args args, Desk desk) {
        Props message = args.property(0, Tables.TEAM_RECEIPT);
        Conversation team = new Conversation(scene, message.teamId("teamId"));
        return Walks.readers(team, someIdServer(message), desk)
                .map(readers -> Reply.of(Teams.count(team, readers.count()), readers.read(), readers.unread()));
    }
}
