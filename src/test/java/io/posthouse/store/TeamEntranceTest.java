package io.posthouse.store;

import static io.posthouse.store.TestTeams.adding;
import static io.posthouse.store.TestTeams.as;
import static io.posthouse.store.TestTeams.creation;
import static io.posthouse.store.TestTeams.notices;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamNotice;
import io.posthouse.team.TeamAction;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invitations and applications (T1). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamEntranceTest {
    private static final long WEEK_MILLIS = Duration.ofDays(7).toMillis();
    private static final Map<TeamField, String> ASKED = Map.of(TeamField.BE_INVITE_MODE, "needVerify");
    private static final Map<TeamField, String> VERIFIED = Map.of(TeamField.JOIN_MODE, "needVerify");

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

    private static TeamCommand.AnswerInvitation accepting(Conversation team, String invitor, boolean accept) {
        return new TeamCommand.AnswerInvitation(team, invitor, accept, "because");
    }

    private static TeamCommand.AnswerApplication passing(Conversation team, String account, boolean pass) {
        return new TeamCommand.AnswerApplication(team, account, pass, "because");
    }

    private static TeamCommand.ApplyToTeam applying(Conversation team) {
        return new TeamCommand.ApplyToTeam(team, "please");
    }

    /** The store's clock, or something near that is not past it. */
    private long now(Conversation team) {
        return teams.team(team).createTime();
    }

    @Test
    void whoHasToAcceptIsInvitedAndNoMemberYet() {
        Conversation team = teams.create("ann", ASKED);

        Outcome outcome =
                teams.run("ann", new TeamCommand.AddTeamMembers(team, List.of("bob", "ghost"), "come", "att"));

        Answer.TeamDone done = (Answer.TeamDone) outcome.answer();
        assertThat(done.invited()).isTrue();
        assertThat(done.left()).containsExactly("ghost");
        assertThat(notices(outcome)).containsExactly("teamInvite [bob] from ann");
        assertThat(outcome.pushes()).as("the members hear nothing").hasSize(1);
        assertThat(teams.roles(team)).isEqualTo("ann:o");
        assertThat(teams.fault("bob", new TeamCommand.LeaveTeam(team))).isEqualTo(Fault.NOT_A_MEMBER);
    }

    @Test
    void anInvitationWaitsForDevicesThatAreAway() {
        Conversation team = teams.create("ann", ASKED);
        teams.run("ann", new TeamCommand.AddTeamMembers(team, List.of("bob"), "come", "att"));

        Answer.Changes changes = store.answer(as("bob"), new Command.ReadChanges(0), Answer.Changes.class);

        assertThat(changes.changes()).singleElement().satisfies(change -> {
            Event.Change.TeamNotified told = (Event.Change.TeamNotified) change.change();
            assertThat(told.notice()).isEqualTo(TeamNotice.INVITE);
            assertThat(told.team()).isEqualTo(teams.team(team));
            assertThat(told.from()).isEqualTo("ann");
            assertThat(told.ps()).isEqualTo("come");
            assertThat(told.attach()).isEqualTo("att");
            assertThat(told.time()).isGreaterThanOrEqualTo(told.team().createTime());
        });
    }

    @Test
    void t2WhoAcceptsIsIn() {
        Conversation team = teams.create("ann", ASKED);
        teams.run("ann", adding(team, "bob"));

        TestTeams.Notification told = teams.notification(teams.run("bob", accepting(team, "ann", true)));

        assertThat(told.type()).isEqualTo("acceptTeamInvite");
        assertThat(told.message().from()).isEqualTo("bob");
        assertThat(told.accounts()).containsExactly("bob");
        assertThat(told.data().getString("invitor")).isEqualTo("ann");
        assertThat(told.push().accounts()).containsExactly("bob");
        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n");
        assertThat(teams.member(team, "bob").invitor()).isEqualTo("ann");
        assertThat(teams.team(team).memberNum()).isEqualTo(2);
    }

    @Test
    void whoRejectsTellsWhoInvitedAndCannotAcceptAnyMore() {
        Conversation team = teams.create("ann", ASKED);
        teams.run("ann", adding(team, "bob"));

        Outcome outcome = teams.run("bob", accepting(team, "ann", false));

        assertThat(notices(outcome)).containsExactly("rejectTeamInvite [ann] from bob");
        assertThat(outcome.pushes()).hasSize(1);
        assertThat(teams.fault("bob", accepting(team, "ann", true))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("bob", accepting(team, "ann", false))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("cid", accepting(team, "ann", true))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whoIsInvitedByTwoMayAcceptEither() {
        Conversation team = teams.create("ann", Map.of(TeamField.INVITE_MODE, "all"), "bob");
        teams.run("ann", new TeamCommand.UpdateTeam(team, ASKED, 0));
        teams.run("ann", adding(team, "cid", "dan"));
        assertThat(notices(teams.run("bob", adding(team, "cid", "dan"))))
                .containsExactlyInAnyOrder("teamInvite [cid] from bob", "teamInvite [dan] from bob");

        teams.run("cid", accepting(team, "ann", true));
        teams.run("dan", accepting(team, "bob", false));
        teams.run("dan", accepting(team, "ann", true));

        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n cid:n dan:n");
    }

    @Test
    void whoIsInvitedAgainAtOnceIsNotToldTwice() {
        Conversation team = teams.create("ann", ASKED);
        teams.run("ann", adding(team, "bob"));

        assertThat(teams.run("ann", adding(team, "bob")).pushes()).isEmpty();
        teams.waits(team, "i:bob", "ann " + (now(team) - 61_000));
        assertThat(notices(teams.run("ann", adding(team, "bob")))).hasSize(1);
    }

    @Test
    void anInvitationIsGoodForAWeek() {
        Conversation team = teams.create("ann", ASKED);
        teams.waits(team, "i:bob", "ann " + (now(team) - WEEK_MILLIS + 60_000));
        teams.waits(team, "i:cid", "ann " + (now(team) - WEEK_MILLIS));

        teams.run("bob", accepting(team, "ann", true));

        assertThat(teams.fault("cid", accepting(team, "ann", true))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n");
    }

    @Test
    void aTeamMayBeginWithInvitations() {
        Outcome outcome = teams.run("ann", creation(ASKED, "bob", "cid"));

        Answer.TeamMade made = (Answer.TeamMade) outcome.answer();
        assertThat(made.invited()).isTrue();
        assertThat(made.left()).isEmpty();
        assertThat(made.team().memberNum()).isEqualTo(1);
        assertThat(teams.notification(outcome).accounts()).containsExactly("ann");
        assertThat(notices(outcome))
                .containsExactlyInAnyOrder("teamInvite [bob] from ann", "teamInvite [cid] from ann");
        teams.run("bob", accepting(made.team().id(), "ann", true));
        assertThat(teams.roles(made.team().id())).isEqualTo("ann:o bob:n");
    }

    @Test
    void theServerBringsInAtOnce() {
        Conversation team = teams.create("ann", ASKED);

        teams.run("server", adding(team, "bob"));

        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n");
    }

    @Test
    void anOpenTeamLetsInWhoApplies() {
        Conversation team = teams.create("ann");

        Outcome outcome = teams.run("bob", applying(team));

        Answer.TeamMade made = (Answer.TeamMade) outcome.answer();
        assertThat(made.invited()).as("has to wait").isFalse();
        assertThat(made.team().memberNum()).isEqualTo(2);
        TestTeams.Notification told = teams.notification(outcome);
        assertThat(told.type()).isEqualTo("acceptTeamInvite");
        assertThat(told.accounts()).containsExactly("bob");
        assertThat(told.data().containsKey("invitor")).isFalse();
        assertThat(told.push().accounts()).containsExactly("bob");
        assertThat(teams.fault("bob", applying(team))).isEqualTo(Fault.ALREADY_EXISTS);
    }

    @Test
    void ownerAndManagersAreToldWhoWantsIn() {
        Conversation team = teams.create("ann", VERIFIED, "bob", "cid");
        teams.managers(team, "ann", "bob");

        Outcome outcome = teams.run("dan", applying(team));

        Answer.TeamMade made = (Answer.TeamMade) outcome.answer();
        assertThat(made.invited()).as("has to wait").isTrue();
        assertThat(made.team().memberNum()).isEqualTo(3);
        assertThat(notices(outcome)).containsExactlyInAnyOrder("applyTeam [ann] from dan", "applyTeam [bob] from dan");
        assertThat(teams.run("dan", applying(team)).pushes())
                .as("they have just been told")
                .isEmpty();
    }

    @Test
    void t2WhoIsPassedIsIn() {
        Conversation team = teams.create("ann", VERIFIED, "bob");
        teams.managers(team, "ann", "bob");
        teams.run("dan", applying(team));

        TestTeams.Notification told = teams.notification(teams.run("bob", passing(team, "dan", true)));

        assertThat(told.type()).isEqualTo("passTeamApply");
        assertThat(told.message().from()).isEqualTo("bob");
        assertThat(told.accounts()).containsExactly("dan");
        assertThat(told.push().accounts()).containsExactly("dan");
        assertThat(teams.roles(team)).isEqualTo("ann:o bob:m dan:n");
        assertThat(teams.fault("ann", passing(team, "dan", true))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whoIsNotPassedIsTold() {
        Conversation team = teams.create("ann", VERIFIED);
        teams.run("dan", applying(team));

        Outcome outcome = teams.run("ann", passing(team, "dan", false));

        assertThat(notices(outcome)).containsExactly("rejectTeamApply [dan] from ann");
        assertThat(teams.fault("ann", passing(team, "dan", true))).isEqualTo(Fault.NOT_FOUND);
        assertThat(notices(teams.run("dan", applying(team))))
                .as("one may ask again")
                .hasSize(1);
    }

    @Test
    void anApplicationIsGoodForAWeek() {
        Conversation team = teams.create("ann", VERIFIED);
        teams.waits(team, "a:bob", Long.toString(now(team) - WEEK_MILLIS + 60_000));
        teams.waits(team, "a:cid", Long.toString(now(team) - WEEK_MILLIS));

        teams.run("ann", passing(team, "bob", true));

        assertThat(teams.fault("ann", passing(team, "cid", true))).isEqualTo(Fault.NOT_FOUND);
        assertThat(notices(teams.run("cid", applying(team)))).hasSize(1);
    }

    @Test
    void aClosedTeamTakesNoApplications() {
        Conversation team = teams.create("ann", Map.of(TeamField.JOIN_MODE, "rejectAll"));

        assertThat(teams.fault("bob", applying(team))).isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void whoComesInHasNothingWaitingAnyMore() {
        Conversation team = teams.create("ann", VERIFIED);
        teams.run("bob", applying(team));
        teams.waits(team, "i:bob", "ann " + now(team));

        teams.run("ann", adding(team, "bob"));

        teams.run("bob", new TeamCommand.LeaveTeam(team));
        assertThat(teams.fault("ann", passing(team, "bob", true))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("bob", accepting(team, "ann", true))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whoIsGoneAsAnAccountIsNeitherPassedNorTold() {
        Conversation team = teams.create("ann", VERIFIED);
        teams.run("bob", applying(team));
        teams.run("cid", applying(team));
        store.run(as("bob"), new Command.DeleteAccount("bob"));
        store.run(as("cid"), new Command.DeleteAccount("cid"));

        assertThat(teams.fault("ann", passing(team, "bob", true))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("ann", passing(team, "cid", false))).isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.roles(team)).isEqualTo("ann:o");
    }

    @Test
    void whatWasAskedUnderAnotherModeIsNotDone() {
        Conversation asked = teams.create("ann", ASKED);
        Conversation open = teams.create("ann");
        Conversation verified = teams.create("ann", VERIFIED);

        assertAgain(
                asked,
                call(Script.TEAM_ADD, "ann", asked, TeamAction.ADD, "add")
                        .arg("")
                        .arg("bob"));
        assertAgain(
                open,
                call(Script.TEAM_ADD, "ann", open, TeamAction.ADD, "invite")
                        .arg("")
                        .arg("bob"));
        assertAgain(verified, call(Script.TEAM_APPLY, "bob", verified, TeamAction.APPLY, "join"));
        assertAgain(open, call(Script.TEAM_APPLY, "bob", open, TeamAction.APPLY, "apply"));
    }

    private Call call(Script script, String account, Conversation team, TeamAction row, String step) {
        Lines lines = store.store().lines();
        Aftermath aftermath = new Aftermath(lines, teams.keys(), Config.DEFAULT.store(), message -> {});
        return new TeamCalls(lines, teams.keys(), aftermath)
                .call(script, as(account), team, List.of(row.grant()))
                .arg(step)
                .arg(10);
    }

    private void assertAgain(Conversation team, Call call) {
        String before = teams.dump(team);

        assertThat(store.raw(call).get(0).toString()).isEqualTo("AGAIN");

        assertThat(teams.dump(team)).isEqualTo(before);
    }
}
