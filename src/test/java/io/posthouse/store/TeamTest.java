package io.posthouse.store;

import static io.posthouse.store.TestTeams.adding;
import static io.posthouse.store.TestTeams.creation;
import static io.posthouse.store.TestTeams.removing;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to a team and to those who are in it (T1, T2). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamTest {
    private TestStore store;
    private TestTeams teams;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        teams = new TestTeams(store, redis.keyPrefix());
        teams.accounts("ann", "bob", "cid", "dan");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void t1ATeamIsMadeWithItsOwnerAndFirstMembers() {
        Outcome outcome = teams.run("ann", creation(Map.of(TeamField.NAME, "Hikers"), "bob", "ghost", "cid"));

        Answer.TeamMade made = (Answer.TeamMade) outcome.answer();
        Team team = made.team();
        assertThat(made.left()).as("nothing is told of who does not exist").containsExactly("ghost");
        assertThat(made.invited()).isFalse();
        assertThat(team.owner()).isEqualTo("ann");
        assertThat(team.level()).isEqualTo(200);
        assertThat(team.memberNum()).isEqualTo(3);
        assertThat(team.isValid()).isTrue();
        assertThat(team.info())
                .containsEntry(TeamField.NAME, "Hikers")
                .containsEntry(TeamField.JOIN_MODE, "noVerify")
                .containsEntry(TeamField.HISTORY_MODE, "joined")
                .doesNotContainKey(TeamField.INTRO);
        assertThat(teams.team(team.id())).isEqualTo(team);
        assertThat(teams.roles(team.id())).isEqualTo("ann:o bob:n cid:n");
        assertThat(teams.member(team.id(), "bob").invitor()).isEqualTo("ann");
        assertThat(teams.member(team.id(), "ann").invitor()).isEmpty();
    }

    @Test
    void t2TheFirstNotificationNamesEverybodyAndIsTheFirstEntry() {
        Outcome outcome = teams.run("ann", creation(Map.of(TeamField.NAME, "Hikers"), "bob"));

        Team team = ((Answer.TeamMade) outcome.answer()).team();
        TestTeams.Notification first = teams.notification(outcome);
        assertThat(first.type()).isEqualTo("addTeamMembers");
        assertThat(first.accounts()).containsExactly("ann", "bob");
        assertThat(first.message().seq()).isEqualTo(1);
        assertThat(first.message().from()).isEqualTo("ann");
        assertThat(first.message().conversation()).isEqualTo(team.id());
        assertThat(first.message().idServer())
                .startsWith("1")
                .endsWith(team.id().id());
        assertThat(first.message().time()).isEqualTo(team.createTime());
        assertThat(first.push().team()).isEqualTo(team.id());
        assertThat(first.push().accounts()).containsExactlyInAnyOrder("ann", "bob");
        assertThat(((Event.Arrived) first.push().event()).previousTime()).isZero();
        assertThat(first.data().getJsonObject("team").getMap())
                .containsEntry("scene", "team")
                .containsEntry("teamId", team.id().id())
                .containsEntry("name", "Hikers")
                .containsEntry("owner", "ann")
                .containsEntry("memberNum", 2)
                .containsEntry("level", 200)
                .containsEntry("valid", true)
                .containsEntry("createTime", team.createTime())
                .containsEntry("updateTime", team.updateTime())
                .containsEntry("memberUpdateTime", team.memberUpdateTime());
    }

    @Test
    void aSuperTeamIsATeamOfItsOwnScene() {
        Conversation noSuperTeam = new Conversation(Scene.SUPER_TEAM, "");

        Outcome outcome = teams.run("ann", new TeamCommand.CreateTeam(noSuperTeam, 0, Map.of(), List.of("bob"), null));

        Team team = ((Answer.TeamMade) outcome.answer()).team();
        assertThat(team.id().scene()).isEqualTo(Scene.SUPER_TEAM);
        assertThat(team.level()).isEqualTo(100_000);
        assertThat(teams.notification(outcome).message().draft().scene()).isEqualTo(Scene.SUPER_TEAM);
        Conversation other = new Conversation(Scene.TEAM, team.id().id());
        assertThat(teams.fault("ann", new TeamCommand.LeaveTeam(other))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void t2WhoIsAddedIsNamedWithTheAppsTextAndToldBesides() {
        Conversation team = teams.create("ann", "bob");

        Outcome outcome = teams.run(
                "ann", new TeamCommand.AddTeamMembers(team, List.of("cid", "bob", "ghost", "cid"), "ps", "\"x\"/y\n"));

        Answer.TeamDone done = (Answer.TeamDone) outcome.answer();
        assertThat(done.left()).containsExactlyInAnyOrder("bob", "ghost");
        assertThat(done.invited()).isFalse();
        TestTeams.Notification added = teams.notification(outcome);
        assertThat(added.type()).isEqualTo("addTeamMembers");
        assertThat(added.accounts()).containsExactly("cid");
        assertThat(added.data().getString("attach")).isEqualTo("\"x\"/y\n");
        assertThat(added.push().accounts()).containsExactly("cid");
        assertThat(added.message().time()).isEqualTo(done.time());
        assertThat(added.message().seq()).isEqualTo(2);
        TeamMember cid = teams.member(team, "cid");
        assertThat(cid.joinTime()).isEqualTo(done.time());
        assertThat(teams.team(team).memberUpdateTime()).isEqualTo(done.time());
        assertThat(teams.team(team).memberNum()).isEqualTo(3);
    }

    @Test
    void nothingIsToldWhereNothingChanges() {
        Conversation team = teams.create("ann", "bob");
        teams.managers(team, "ann", "bob");
        String before = teams.dump(team);

        List<Command.ClientCommand> idle = List.of(
                adding(team, "bob", "ghost"),
                removing(team, "ghost", "cid"),
                new TeamCommand.SetTeamManagers(team, List.of("bob", "cid"), true),
                new TeamCommand.MuteTeamMembers(team, List.of("bob", "cid"), false),
                new TeamCommand.UpdateTeam(team, Map.of(TeamField.MUTE_TYPE, "none", TeamField.INTRO, ""), 0),
                new TeamCommand.UpdateTeamMember(team, "ann", "", null, false));
        for (Command.ClientCommand command : idle) {
            assertThat(teams.run("ann", command).pushes()).as("%s", command).isEmpty();
        }
        assertThat(teams.dump(team)).isEqualTo(before);
    }

    @Test
    void t2WhoIsRemovedHearsOfIt() {
        Conversation team = teams.create("ann", "bob", "cid", "dan");

        Outcome outcome = teams.run("ann", removing(team, "bob", "ghost", "cid"));

        assertThat(((Answer.TeamDone) outcome.answer()).left()).containsExactly("ghost");
        TestTeams.Notification removed = teams.notification(outcome);
        assertThat(removed.type()).isEqualTo("removeTeamMembers");
        assertThat(removed.accounts()).containsExactly("bob", "cid");
        assertThat(removed.push().accounts()).containsExactlyInAnyOrder("bob", "cid");
        assertThat(removed.data().getJsonObject("team").getInteger("memberNum")).isEqualTo(2);
        assertThat(teams.roles(team)).isEqualTo("ann:o dan:n");
        assertThat(teams.fault("bob", adding(team, "cid"))).isEqualTo(Fault.NOT_A_MEMBER);
    }

    @Test
    void aRemovalIsOfAllOrOfNone() {
        Conversation team = teams.create("ann", "bob", "cid", "dan");
        teams.managers(team, "ann", "bob", "cid");
        String before = teams.dump(team);

        assertThat(teams.fault("bob", removing(team, "dan", "cid"))).isEqualTo(Fault.FORBIDDEN);
        assertThat(teams.fault("bob", removing(team, "dan", "ann"))).isEqualTo(Fault.FORBIDDEN);

        assertThat(teams.dump(team)).isEqualTo(before);
    }

    @Test
    void whoLeavesIsNoMemberAndNoManagerAnyMore() {
        Conversation team = teams.create("ann", "bob");
        teams.managers(team, "ann", "bob");

        Outcome outcome = teams.run("bob", new TeamCommand.LeaveTeam(team));

        TestTeams.Notification left = teams.notification(outcome);
        assertThat(left.type()).isEqualTo("leaveTeam");
        assertThat(left.message().from()).isEqualTo("bob");
        assertThat(left.accounts()).containsExactly("bob");
        assertThat(left.push().accounts()).containsExactly("bob");
        teams.run("ann", adding(team, "bob"));
        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n");
        assertThat(teams.fault("ann", new TeamCommand.LeaveTeam(team))).isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void t2ADismissedTeamIsNoMoreForAnybody() {
        Conversation team = teams.create("ann", "bob");

        TestTeams.Notification end = teams.notification(teams.run("ann", new TeamCommand.DismissTeam(team)));

        assertThat(end.type()).isEqualTo("dismissTeam");
        assertThat(end.push().team()).isEqualTo(team);
        assertThat(end.data().getJsonObject("team").getMap())
                .containsEntry("valid", false)
                .containsEntry("owner", "")
                .containsEntry("memberNum", 0);
        assertThat(teams.team(team).isValid()).isFalse();
        String before = teams.dump(team);
        assertThat(teams.fault("ann", new TeamCommand.DismissTeam(team))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("bob", new TeamCommand.LeaveTeam(team))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("cid", new TeamCommand.ApplyToTeam(team, null))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("server", adding(team, "cid"))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("bob", new TeamCommand.GetTeamMembers(team, "", false)))
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.dump(team)).isEqualTo(before);
        assertThat(((Answer.Teams) teams.run("bob", new TeamCommand.GetOwnTeams(team, ""))
                                .answer())
                        .teams())
                .isEmpty();
    }

    @Test
    void anUnknownTeamIsNotFoundAndAWrongIdIsInvalid() {
        Conversation unknown = new Conversation(Scene.TEAM, "999999999999999");

        assertThat(teams.fault("ann", adding(unknown, "bob"))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("server", new TeamCommand.DismissTeam(unknown))).isEqualTo(Fault.NOT_FOUND);
        for (String id : List.of("", "0", "01", "1x", "-1", "1}:{", "1234567890123456")) {
            assertThat(teams.fault("ann", adding(new Conversation(Scene.TEAM, id), "bob")))
                    .as(id)
                    .isEqualTo(Fault.INVALID);
        }
        assertThat(teams.fault("ann", adding(new Conversation(Scene.P2P, "1"), "bob")))
                .isEqualTo(Fault.INVALID);
    }

    @Test
    void t1AnOwnerHandsTheTeamOn() {
        Conversation team = teams.create("ann", "bob", "cid");
        teams.managers(team, "ann", "bob");
        teams.run("ann", new TeamCommand.MuteTeamMembers(team, List.of("bob"), true));

        TestTeams.Notification told =
                teams.notification(teams.run("ann", new TeamCommand.TransferTeam(team, "bob", false)));

        assertThat(told.type()).isEqualTo("transferTeam");
        assertThat(told.data().getString("account")).isEqualTo("bob");
        assertThat(told.data().getBoolean("leave")).isFalse();
        assertThat(told.data().getJsonObject("team").getString("owner")).isEqualTo("bob");
        assertThat(told.push().accounts()).isEmpty();
        assertThat(teams.roles(team)).isEqualTo("ann:n bob:o cid:n");
        assertThat(teams.team(team).owner()).isEqualTo("bob");
        assertThat(teams.member(team, "bob").isMuted())
                .as("nobody could unmute an owner")
                .isFalse();
        assertThat(teams.fault("ann", new TeamCommand.DismissTeam(team))).isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void t1AnOwnerHandsTheTeamOnAndLeaves() {
        Conversation team = teams.create("ann", "bob");

        TestTeams.Notification told =
                teams.notification(teams.run("ann", new TeamCommand.TransferTeam(team, "bob", true)));

        assertThat(told.data().getBoolean("leave")).isTrue();
        assertThat(told.push().accounts()).containsExactly("ann");
        assertThat(teams.roles(team)).isEqualTo("bob:o");
        assertThat(teams.team(team).memberNum()).isEqualTo(1);
        assertThat(teams.fault("bob", new TeamCommand.TransferTeam(team, "ann", false)))
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("bob", new TeamCommand.TransferTeam(team, "bob", true)))
                .isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void theServerHandsATeamOnForItsOwner() {
        Conversation team = teams.create("ann", "bob");

        Outcome outcome = store.run(
                Caller.server("ann"),
                TestTeams.granted(Caller.server("ann"), new TeamCommand.TransferTeam(team, "bob", false)));

        assertThat(teams.notification(outcome).message().from()).isEqualTo("ann");
        assertThat(teams.roles(team)).isEqualTo("ann:n bob:o");
    }

    @Test
    void t2ManagersAreMadeAndUnmade() {
        Conversation team = teams.create("ann", "bob", "cid", "dan");

        TestTeams.Notification made = teams.notification(
                teams.run("ann", new TeamCommand.SetTeamManagers(team, List.of("bob", "cid"), true)));
        Outcome unmaking = teams.run("ann", new TeamCommand.SetTeamManagers(team, List.of("bob", "dan"), false));

        assertThat(made.type()).isEqualTo("addTeamManagers");
        assertThat(made.accounts()).containsExactly("bob", "cid");
        assertThat(teams.notification(unmaking).type()).isEqualTo("removeTeamManagers");
        assertThat(teams.notification(unmaking).accounts()).containsExactly("bob");
        assertThat(((Answer.TeamDone) unmaking.answer()).left())
                .as("a normal member already")
                .containsExactly("dan");
        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n cid:m dan:n");
    }

    @Test
    void t3MembersAreMutedAndUnmuted() {
        Conversation team = teams.create("ann", "bob", "cid", "dan");
        teams.managers(team, "ann", "bob");

        TestTeams.Notification told = teams.notification(
                teams.run("bob", new TeamCommand.MuteTeamMembers(team, List.of("cid", "dan"), true)));

        assertThat(told.type()).isEqualTo("updateTeamMembersMute");
        assertThat(told.data().getBoolean("mute")).isTrue();
        assertThat(told.accounts()).containsExactly("cid", "dan");
        Answer.TeamMembers muted = (Answer.TeamMembers)
                teams.run("dan", new TeamCommand.GetTeamMembers(team, "", true)).answer();
        assertThat(muted.members()).extracting(TeamMember::account).containsExactlyInAnyOrder("cid", "dan");
        teams.run("ann", new TeamCommand.MuteTeamMembers(team, List.of("dan"), false));
        assertThat(teams.member(team, "dan").isMuted()).isFalse();
        assertThat(teams.member(team, "cid").isMuted()).isTrue();
    }

    @Test
    void t1AnInvitationWaitsForAClientThatHasNoState() {
        store.run(TestTeams.as("bob"), new Command.SetRelation(RelationKind.MUTE, "dan", true));
        teams.create("ann", Map.of(TeamField.BE_INVITE_MODE, "needVerify"), "bob");

        SyncedUp synced = store.sync(TestStore.device("bob", "new"));

        assertThat(synced.changes)
                .as("what has to be answered is told, what is read elsewhere not")
                .singleElement()
                .satisfies(change -> assertThat(change.change()).isInstanceOf(Event.Change.TeamNotified.class));
        assertThat(synced.pages.get(0).changeNumber()).isEqualTo(2);
    }
}
