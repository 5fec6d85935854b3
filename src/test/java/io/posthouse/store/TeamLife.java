package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.ClientCommand;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random operations by random accounts on some teams, each held against the oracle. */
final class TeamLife {
    static final TeamConfig CONFIG = new TeamConfig(6, 6, 2, 1_000, 3, 64, 2_048, TeamConfig.DEFAULT.createKept());
    private static final List<String> KNOWN = List.of("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8");

    private final Random random;
    private final TestTeams teams;
    private final TeamBug bug;
    private final List<TeamOracle> oracles = new ArrayList<>();
    private final Map<String, Integer> seen = new TreeMap<>();

    TeamLife(long seed, TestTeams teams, TeamBug bug) {
        this.random = new Random(seed);
        this.teams = teams;
        this.bug = bug;
        teams.accounts(KNOWN.toArray(String[]::new));
    }

    /** How often each kind of operation ended how. */
    Map<String, Integer> live(int count, int steps) {
        for (int i = 0; i < count; i++) {
            oracles.add(found(i));
        }
        for (int step = 0; step < steps; step++) {
            int at = random.nextInt(oracles.size());
            TeamOracle oracle = oracles.get(at);
            String did = act(oracle);
            try {
                assertSame(oracle);
            } catch (AssertionError wrong) {
                throw new AssertionError("after step " + step + ", " + did, wrong);
            }
            if (oracle.dismissed && random.nextInt(4) == 0) {
                TeamStory.assertTrue(teams, oracle.team);
                oracles.set(at, found(step));
            }
        }
        oracles.forEach(oracle -> TeamStory.assertTrue(teams, oracle.team));
        return seen;
    }

    private TeamOracle found(int i) {
        String owner = one(KNOWN);
        Scene scene = i % 2 == 0 ? Scene.TEAM : Scene.SUPER_TEAM;
        Map<TeamField, String> info = new TreeMap<>();
        for (TeamField field : TeamField.values()) {
            if (!field.words().isEmpty() && random.nextBoolean()) {
                info.put(field, one(field.words()));
            }
        }
        TeamCommand.CreateTeam create =
                new TeamCommand.CreateTeam(new Conversation(scene, ""), 0, info, List.of(), null);
        Team team = ((Answer.TeamMade) teams.run(owner, create).answer()).team();
        TeamOracle oracle = new TeamOracle(team.id(), owner, team.updateTime(), CONFIG, KNOWN);
        oracle.info.putAll(info);
        return oracle;
    }

    private String act(TeamOracle oracle) {
        boolean isServer = random.nextInt(12) == 0;
        boolean answers = !isServer && !oracle.invitations.isEmpty() && random.nextInt(6) == 0;
        String account = isServer
                ? oracle.dismissed ? "a0" : oracle.owner()
                : answers ? one(List.copyOf(oracle.invitations.keySet())) : who(oracle);
        ClientCommand command = answers ? accepting(oracle, account) : command(oracle, account);
        String did = (isServer ? "the server as " : "") + account + ": " + command;
        TeamOracle.Verdict expected = oracle.act(account, isServer, command);
        Caller caller = isServer ? Caller.server(account) : TestTeams.as(account);
        Fault fault = null;
        Outcome outcome = null;
        try {
            outcome = bug.run(teams, caller, command);
        } catch (FaultException refusal) {
            fault = refusal.fault();
        }
        assertThat(fault).as(did).isEqualTo(expected.fault());
        if (outcome != null) {
            assertOutcome(did, oracle, expected, outcome);
        }
        seen.merge(command.getClass().getSimpleName() + " " + (fault == null ? "done" : fault), 1, Integer::sum);
        return did;
    }

    private void assertOutcome(String did, TeamOracle oracle, TeamOracle.Verdict expected, Outcome outcome) {
        if (outcome.answer() instanceof Answer.TeamDone done) {
            assertThat(new HashSet<>(done.left())).as(did).isEqualTo(expected.left());
            assertThat(done.invited()).as(did).isEqualTo(expected.invited());
        } else if (outcome.answer() instanceof Answer.TeamMade made) {
            assertThat(made.invited()).as(did).isEqualTo(expected.invited());
            oracle.updateTime = made.team().updateTime();
        }
        String told = "";
        Set<String> besides = Set.of();
        if (!outcome.pushes().isEmpty() && outcome.pushes().get(0).event() instanceof Event.Arrived) {
            TestTeams.Notification notification = teams.notification(outcome);
            told = notification.type() + " "
                    + (notification.data().containsKey("accounts") ? notification.accounts() : List.of());
            besides = Set.copyOf(notification.push().accounts());
        }
        assertThat(told).as(did).isEqualTo(expected.notification());
        assertThat(besides).as(did).isEqualTo(expected.besides());
        assertThat(Set.copyOf(TestTeams.notices(outcome))).as(did).isEqualTo(expected.notices());
    }

    /** Members act most of the time. */
    private String who(TeamOracle oracle) {
        List<String> members = List.copyOf(oracle.roles.keySet());
        return random.nextInt(4) == 0 || members.isEmpty() ? one(KNOWN) : one(members);
    }

    private ClientCommand command(TeamOracle oracle, String account) {
        Conversation team = oracle.team;
        boolean coin = random.nextBoolean();
        return switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> new TeamCommand.AddTeamMembers(team, some(), null, null);
            case 8, 9, 10 -> new TeamCommand.RemoveTeamMembers(team, some());
            case 11, 12, 13 -> new TeamCommand.LeaveTeam(team);
            case 14 ->
                random.nextInt(4) == 0 ? new TeamCommand.DismissTeam(team) : new TeamCommand.ApplyToTeam(team, null);
            case 15, 16 -> new TeamCommand.TransferTeam(team, one(KNOWN), coin);
            case 17, 18, 19 -> new TeamCommand.SetTeamManagers(team, some(), coin);
            case 20, 21, 22 -> new TeamCommand.MuteTeamMembers(team, some(), coin);
            case 23, 24, 25, 26, 27 -> update(oracle);
            case 28, 29 ->
                new TeamCommand.UpdateTeamMember(
                        team,
                        coin ? account : one(KNOWN),
                        random.nextInt(3) == 0 ? "" : "nick" + random.nextInt(3),
                        null,
                        null);
            case 30, 31, 32, 33 -> new TeamCommand.ApplyToTeam(team, null);
            case 34, 35, 36 ->
                new TeamCommand.AnswerApplication(
                        team, coin ? one(KNOWN) : anyOf(oracle.applications), random.nextInt(3) > 0, null);
            default -> accepting(oracle, account);
        };
    }

    private ClientCommand accepting(TeamOracle oracle, String account) {
        String invitor =
                random.nextInt(3) == 0 ? one(KNOWN) : anyOf(oracle.invitations.getOrDefault(account, Set.of()));
        return new TeamCommand.AnswerInvitation(oracle.team, invitor, random.nextInt(3) > 0, null);
    }

    private ClientCommand update(TeamOracle oracle) {
        Map<TeamField, String> info = new TreeMap<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            TeamField field = one(List.of(TeamField.values()));
            info.put(field, field.words().isEmpty() ? one(List.of("", "x", "y")) : one(field.words()));
        }
        long known = oracle.updateTime - (random.nextInt(3) == 0 ? 1 : 0);
        return new TeamCommand.UpdateTeam(oracle.team, info, random.nextInt(3) == 0 ? known : 0);
    }

    private List<String> some() {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            some.add(random.nextInt(15) == 0 ? "ghost" : one(KNOWN));
        }
        return some;
    }

    private String anyOf(Set<String> accounts) {
        return accounts.isEmpty() ? one(KNOWN) : one(List.copyOf(accounts));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void assertSame(TeamOracle oracle) {
        Team team = teams.team(oracle.team);
        assertThat(team.isValid()).isNotEqualTo(oracle.dismissed);
        if (oracle.dismissed) {
            return;
        }
        assertThat(team.owner()).isEqualTo(oracle.owner());
        assertThat(team.memberNum()).isEqualTo(oracle.roles.size());
        assertThat(team.info()).isEqualTo(oracle.info);
        assertThat(team.updateTime()).isEqualTo(oracle.updateTime);
        Map<String, String> found = new TreeMap<>();
        Map<String, String> wanted = new TreeMap<>();
        for (TeamMember m : teams.members(oracle.team)) {
            found.put(m.account(), describe(m.role().letter(), m.isMuted(), m.nick()));
        }
        oracle.roles.forEach((account, role) ->
                wanted.put(account, describe(role, oracle.muted.contains(account), oracle.nicks.get(account))));
        assertThat(found).isEqualTo(wanted);
        Set<String> waiting = oracle.invitations.keySet().stream()
                .map(account -> "i:" + account)
                .collect(Collectors.toCollection(TreeSet::new));
        oracle.applications.forEach(account -> waiting.add("a:" + account));
        assertThat(teams.waiting(oracle.team)).isEqualTo(waiting);
    }

    private static String describe(char role, boolean muted, @Nullable String nick) {
        return role + (muted ? " muted" : "") + (nick == null ? "" : " called " + nick);
    }
}
