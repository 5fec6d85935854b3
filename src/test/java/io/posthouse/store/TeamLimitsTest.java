package io.posthouse.store;

import static io.posthouse.store.TestTeams.adding;
import static io.posthouse.store.TestTeams.creation;
import static io.posthouse.store.TestTeams.names;
import static io.posthouse.store.TestTeams.notices;
import static io.posthouse.store.TestTeams.removing;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where teams end (T4), each limit one past it; and pages. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamLimitsTest {
    private static final TeamConfig CONFIG =
            new TeamConfig(200, 700, 2, 3, 2, 64, 2_048, TeamConfig.DEFAULT.createKept());
    private static final Map<TeamField, String> ASKED = Map.of(TeamField.BE_INVITE_MODE, "needVerify");

    private TestStore store;
    private TestTeams teams;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, TestConfig.of(redis.config()).with(CONFIG).build(), redis.target());
        teams = new TestTeams(store, redis.keyPrefix());
        teams.accounts("ann", "bob", "cid", "dan", "eve");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void t4ThereIsNo201stMember() {
        String[] crowd = names("m", 201);
        teams.accounts(crowd);
        Conversation team = teams.create("ann", Arrays.copyOf(crowd, 199));
        assertThat(teams.team(team).memberNum()).isEqualTo(200);
        String before = teams.dump(team);

        assertThat(teams.fault("ann", adding(team, "m199"))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("m199", new TeamCommand.ApplyToTeam(team, null))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.dump(team)).isEqualTo(before);

        teams.run("ann", removing(team, "m0"));
        assertThat(teams.fault("ann", adding(team, "m199", "m200")))
                .as("both or none")
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.team(team).memberNum()).isEqualTo(199);
        teams.run("ann", adding(team, "m199", "m5", "ghost"));
        assertThat(teams.team(team).memberNum()).isEqualTo(200);
    }

    @Test
    void t4AFullTeamTakesNobodyByAnyWay() {
        Conversation team = small(2, Map.of(TeamField.JOIN_MODE, "needVerify", TeamField.BE_INVITE_MODE, "needVerify"));
        teams.run("ann", adding(team, "bob"));
        teams.run("cid", new TeamCommand.ApplyToTeam(team, null));
        teams.run("bob", new TeamCommand.AnswerInvitation(team, "ann", true, null));
        teams.run("ann", adding(team, "dan"));

        assertThat(teams.fault("ann", new TeamCommand.AnswerApplication(team, "cid", true, null)))
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("dan", new TeamCommand.AnswerInvitation(team, "ann", true, null)))
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("server", adding(team, "eve"))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n");

        teams.run("bob", new TeamCommand.LeaveTeam(team));
        teams.run("ann", new TeamCommand.AnswerApplication(team, "cid", true, null));
        assertThat(teams.roles(team)).as("the application still waits").isEqualTo("ann:o cid:n");
    }

    private Conversation small(int level, Map<TeamField, String> info, String... accounts) {
        TeamCommand.CreateTeam create =
                new TeamCommand.CreateTeam(TestTeams.NO_TEAM, level, info, List.of(accounts), null);
        return ((Answer.TeamMade) teams.run("ann", create).answer()).team().id();
    }

    @Test
    void aLevelIsAtMostTheConfiguredOne() {
        Conversation noSuperTeam = new Conversation(Scene.SUPER_TEAM, "");

        assertThat(teams.fault("ann", new TeamCommand.CreateTeam(TestTeams.NO_TEAM, 201, Map.of(), List.of(), null)))
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("ann", new TeamCommand.CreateTeam(noSuperTeam, 701, Map.of(), List.of(), null)))
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("ann", new TeamCommand.CreateTeam(TestTeams.NO_TEAM, -1, Map.of(), List.of(), null)))
                .isEqualTo(Fault.INVALID);
        assertThat(teams.fault(
                        "ann", new TeamCommand.CreateTeam(TestTeams.NO_TEAM, 2, Map.of(), List.of("bob", "cid"), null)))
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.team(small(2, Map.of(), "bob")).level()).isEqualTo(2);
    }

    @Test
    void aTeamHasOnlySoManyManagers() {
        Conversation team = teams.create("ann", "bob", "cid", "dan");
        teams.managers(team, "ann", "bob");
        String before = teams.dump(team);

        assertThat(teams.fault("ann", new TeamCommand.SetTeamManagers(team, List.of("bob", "cid", "dan"), true)))
                .isEqualTo(Fault.LIMIT_REACHED);

        assertThat(teams.dump(team)).isEqualTo(before);
        teams.managers(team, "ann", "cid");
        teams.run("cid", new TeamCommand.LeaveTeam(team));
        teams.managers(team, "ann", "dan");
        teams.run("ann", new TeamCommand.TransferTeam(team, "dan", false));
        teams.managers(team, "dan", "ann");
        assertThat(teams.roles(team))
                .as("who left, or became the owner, makes room")
                .isEqualTo("ann:m bob:m dan:o");
    }

    @Test
    void onlySoManyInvitationsAndApplicationsWait() {
        Conversation team = teams.create("ann", ASKED);

        assertThat(teams.fault("ann", adding(team, "bob", "cid", "dan"))).isEqualTo(Fault.LIMIT_REACHED);
        teams.run("ann", adding(team, "bob", "cid"));
        assertThat(teams.run("ann", adding(team, "bob", "cid")).pushes())
                .as("who waits already needs no more room")
                .isEmpty();
        teams.run("ann", new TeamCommand.UpdateTeam(team, Map.of(TeamField.JOIN_MODE, "needVerify"), 0));
        assertThat(teams.fault("dan", new TeamCommand.ApplyToTeam(team, null))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("ann", creation(ASKED, "bob", "cid", "dan"))).isEqualTo(Fault.LIMIT_REACHED);

        teams.waits(team, "i:bob", "ann 1");
        assertThat(notices(teams.run("dan", new TeamCommand.ApplyToTeam(team, null))))
                .as("one whose time is over makes room")
                .hasSize(1);
    }

    @Test
    void anAccountIsInOnlySoManyTeams() {
        Conversation one = teams.create("ann", "bob");
        Conversation two = teams.create("ann", "bob");
        teams.create("ann", "bob");
        Conversation other = teams.create("cid");

        assertThat(teams.fault("ann", creation(Map.of()))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("dan", creation(Map.of(), "bob"))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("cid", adding(other, "dan", "bob"))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.fault("bob", new TeamCommand.ApplyToTeam(other, null))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(teams.roles(other)).isEqualTo("cid:o");
        assertThat(own("dan")).isEmpty();

        teams.run("bob", new TeamCommand.LeaveTeam(one));
        teams.run("ann", new TeamCommand.DismissTeam(two));
        makeHintsOld("ann", "bob");
        teams.run("cid", adding(other, "ann", "bob"));
        assertThat(teams.roles(other)).isEqualTo("ann:n bob:n cid:o");
        assertThat(own("ann")).doesNotContain(two).contains(one, other).hasSize(3);
        assertThat(own("bob")).doesNotContain(one, two).contains(other).hasSize(2);
    }

    /** As if it had been some minutes ago that somebody was brought in. */
    private void makeHintsOld(String... accounts) {
        for (String account : accounts) {
            String key = teams.keys().teams(account);
            store.raw(Call.of(Command.HKEYS).key(key))
                    .get()
                    .forEach(team -> store.raw(
                            Call.of(Command.HSET).key(key).arg(team.toString()).arg(1)));
        }
    }

    private Set<Conversation> own(String account) {
        Answer.Teams own = (Answer.Teams) teams.run(account, new TeamCommand.GetOwnTeams(TestTeams.NO_TEAM, ""))
                .answer();
        return own.teams().stream().map(io.posthouse.model.Team::id).collect(Collectors.toSet());
    }

    @Test
    void whoIsRefusedLeavesNoTraceInOthersLists() {
        Conversation team = teams.create("ann", "bob");

        teams.fault("bob", adding(team, "cid"));
        teams.fault("dan", adding(team, "cid"));
        teams.fault("dan", new TeamCommand.AnswerInvitation(team, "ann", true, null));

        for (String account : List.of("cid", "dan")) {
            assertThat(store.raw(Call.of(Command.HLEN).key(teams.keys().teams(account)))
                            .get()
                            .toLong())
                    .isZero();
        }
    }

    @Test
    void membersComeInPagesEachOnce() {
        String[] crowd = names("m", 600);
        teams.accounts(crowd);
        Conversation team = superTeam(Arrays.copyOf(crowd, 150));
        teams.run("ann", adding(team, Arrays.copyOfRange(crowd, 150, 250)));
        assertPaged(team, 251);

        teams.run("ann", adding(team, Arrays.copyOfRange(crowd, 250, 450)));
        teams.run("ann", adding(team, Arrays.copyOfRange(crowd, 450, 600)));
        assertPaged(team, 601);

        assertThat(teams.fault("m3", new TeamCommand.GetTeamMembers(team, "x", false)))
                .isEqualTo(Fault.INVALID);
        assertThat(teams.fault("m3", new TeamCommand.GetTeamMembers(team, "=X", false)))
                .isEqualTo(Fault.INVALID);
    }

    private Conversation superTeam(String... accounts) {
        TeamCommand.CreateTeam create = new TeamCommand.CreateTeam(
                new Conversation(Scene.SUPER_TEAM, ""), 0, Map.of(), List.of(accounts), null);
        return ((Answer.TeamMade) teams.run("ann", create).answer()).team().id();
    }

    private void assertPaged(Conversation team, int count) {
        Answer.TeamMembers first = (Answer.TeamMembers)
                teams.run("m3", new TeamCommand.GetTeamMembers(team, "", false)).answer();
        assertThat(first.nextPage()).isNotEmpty();
        assertThat(first.members().size()).isBetween(150, 260);
        assertThat(teams.members(team))
                .extracting(TeamMember::account)
                .doesNotHaveDuplicates()
                .hasSize(count);

        teams.run("ann", new TeamCommand.MuteTeamMembers(team, List.of("m7", "m240"), true));
        Set<String> muted = new HashSet<>();
        String page = "";
        do {
            Answer.TeamMembers some =
                    (Answer.TeamMembers) teams.run("m3", new TeamCommand.GetTeamMembers(team, page, true))
                            .answer();
            some.members().forEach(member -> muted.add(member.account()));
            page = some.nextPage();
        } while (!page.isEmpty());
        assertThat(muted).containsExactlyInAnyOrder("m7", "m240");
    }
}
