package io.posthouse.store;

import static io.posthouse.store.TestTeams.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of teams when an account is deleted, and what whoever takes its name next finds: nothing. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamFarewellTest {
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

    private Outcome delete(String account) {
        return store.run(Caller.server(""), new Command.DeleteAccount(account));
    }

    private List<Conversation> own(String account) {
        return ((Answer.Teams) teams.run(account, new TeamCommand.GetOwnTeams(TestTeams.NO_TEAM, ""))
                        .answer())
                .teams().stream().map(io.posthouse.model.Team::id).toList();
    }

    @Test
    void t2AMemberThatIsDeletedLeaves() {
        Conversation team = teams.create("ann", "bob", "cid");
        teams.managers(team, "ann", "bob");

        TestTeams.Notification told = teams.notification(delete("bob"));

        assertThat(told.type()).isEqualTo("leaveTeam");
        assertThat(told.message().from()).isEqualTo("bob");
        assertThat(told.accounts()).containsExactly("bob");
        assertThat(teams.roles(team)).isEqualTo("ann:o cid:n");
        TeamStory.assertTrue(teams, team);
    }

    @Test
    void whatADeletedAccountWaitedForGoesWithIt() {
        Conversation applied = teams.create("ann", Map.of(TeamField.JOIN_MODE, "needVerify"));
        Conversation invited = teams.create("ann", Map.of(TeamField.BE_INVITE_MODE, "needVerify"), "bob", "cid");
        teams.run("bob", new TeamCommand.ApplyToTeam(applied, "please"));
        teams.run("cid", new TeamCommand.ApplyToTeam(applied, "please"));
        teams.run("ann", TestTeams.adding(invited, "dan"));

        delete("bob");
        delete("dan");
        teams.accounts("bob", "dan");

        assertThat(teams.waiting(applied)).containsExactly("a:cid");
        assertThat(teams.waiting(invited)).containsExactly("i:cid");
        assertThat(teams.fault("ann", new TeamCommand.AnswerApplication(applied, "bob", true, null)))
                .as("who has the name now did not apply")
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("dan", new TeamCommand.AnswerInvitation(invited, "ann", true, null)))
                .isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void theTeamOfADeletedOwnerGoesToItsFirstManager() {
        Conversation team = teams.create("ann", "bob", "cid", "dan");
        teams.managers(team, "ann", "cid");
        teams.managers(team, "ann", "bob");

        TestTeams.Notification told = teams.notification(delete("ann"));

        assertThat(told.type()).isEqualTo("transferTeam");
        assertThat(told.data().getString("account")).isEqualTo("cid");
        assertThat(told.data().getBoolean("leave")).isTrue();
        assertThat(teams.roles(team)).isEqualTo("bob:m cid:o dan:n");
        TeamStory.assertTrue(teams, team);
    }

    @Test
    void theTeamOfADeletedOwnerWithoutManagersGoesToAMember() {
        Conversation team = teams.create("ann", "bob", "cid");

        delete("ann");

        assertThat(teams.roles(team)).isIn("bob:o cid:n", "bob:n cid:o");
        TeamStory.assertTrue(teams, team);
    }

    @Test
    void theTeamOfADeletedOwnerWhoWasAloneEnds() {
        Conversation team = teams.create("ann");

        assertThat(teams.notification(delete("ann")).type()).isEqualTo("dismissTeam");

        assertThat(teams.team(team).isValid()).isFalse();
        TeamStory.assertTrue(teams, team);
    }

    @Test
    void t3WhoTakesTheNameNextFindsNothing() {
        Conversation team = teams.create("ann", Map.of(TeamField.HISTORY_MODE, "joined"), "bob");
        Conversation left = teams.create("ann", "bob");
        Conversation ended = teams.create("ann", "bob");
        for (Conversation each : List.of(team, left, ended)) {
            Draft draft = Draft.of(each.scene(), each.id(), MessageType.TEXT, "secret", null, "id-" + each.id());
            teams.run("ann", new Command.Send(draft));
        }
        teams.run("bob", new TeamCommand.LeaveTeam(left));
        teams.run("ann", new TeamCommand.DismissTeam(ended));
        delete("bob");
        teams.accounts("bob");

        assertThat(own("bob")).isEmpty();
        for (Conversation each : List.of(team, left, ended)) {
            Command.GetHistory history = new Command.GetHistory(each, 0, 0, "", 10, true, Set.of());
            assertThat(store.fault(as("bob"), history)).isEqualTo(Fault.NOT_A_MEMBER);
        }
        assertThat(store.sync(as("bob")).sessions).isEmpty();
        assertThat(teams.fault("bob", new TeamCommand.LeaveTeam(team))).isEqualTo(Fault.NOT_A_MEMBER);
    }

    @Test
    void nothingWaitsInItsTeamsForWhoTakesTheNameNext() {
        Conversation team = teams.create("ann", Map.of(TeamField.BE_INVITE_MODE, "needVerify"));
        teams.run("server", TestTeams.adding(team, "bob"));
        teams.run("bob", new TeamCommand.LeaveTeam(team));
        teams.run("ann", TestTeams.adding(team, "bob"));
        delete("bob");
        teams.accounts("bob");

        assertThat(teams.waiting(team)).isEmpty();
        assertThat(teams.fault("bob", new TeamCommand.AnswerInvitation(team, "ann", true, null)))
                .isEqualTo(Fault.NOT_FOUND);
    }
}
