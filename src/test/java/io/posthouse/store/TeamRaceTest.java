package io.posthouse.store;

import static io.posthouse.store.TestTeams.adding;
import static io.posthouse.store.TestTeams.removing;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Command.ClientCommand;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two act at once on two nodes: each is done whole or refused, and the team that is left is the one its log tells of. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamRaceTest {
    private static final int ROUNDS = 25;

    private TestStore here;
    private TestStore there;
    private TestTeams one;
    private TestTeams other;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        here = TestStore.open(vertx, redis.config(), redis.target());
        there = TestStore.open(vertx, redis.config(), redis.target());
        one = new TestTeams(here, redis.keyPrefix());
        other = new TestTeams(there, redis.keyPrefix());
        one.accounts("ann", "bob", "cid", "dan", "eve");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    /** What became of both: null for done, or the fault. */
    private List<Fault> race(String account, ClientCommand command, String rival, ClientCommand opposed) {
        Future<Outcome> first = one.ask(account, command);
        Future<Outcome> second = other.ask(rival, opposed);
        List<Fault> faults = new ArrayList<>();
        for (Future<Outcome> each : List.of(first, second)) {
            try {
                TestStore.await(each);
            } catch (FaultException refusal) {
                faults.add(refusal.fault());
            }
        }
        return faults;
    }

    @Test
    void ofTwoTransfersAtOnceOneIsDone() {
        for (int round = 0; round < ROUNDS; round++) {
            Conversation team = one.create("ann", "bob", "cid");

            List<Fault> faults = race(
                    "ann",
                    new TeamCommand.TransferTeam(team, "bob", round % 2 == 0),
                    "ann",
                    new TeamCommand.TransferTeam(team, "cid", round % 2 == 0));

            assertThat(faults).containsExactly(round % 2 == 0 ? Fault.NOT_A_MEMBER : Fault.FORBIDDEN);
            TeamStory.assertTrue(one, team);
        }
    }

    @Test
    void aRemovalAndAnAddingAtOnceAreDoneInSomeOrder() {
        Conversation team = one.create("ann", "bob");
        one.managers(team, "ann", "bob");
        for (int round = 0; round < ROUNDS; round++) {
            List<Fault> faults = race("ann", adding(team, "cid", "dan"), "bob", removing(team, "dan", "cid", "eve"));

            assertThat(faults).isEmpty();
            assertThat(one.roles(team)).isIn("ann:o bob:m", "ann:o bob:m cid:n dan:n");
            TeamStory.assertTrue(other, team);
        }
    }

    @Test
    void whoIsDeposedAtThisMomentRemovesNobodyAfterwards() {
        for (int round = 0; round < ROUNDS; round++) {
            Conversation team = one.create("ann", "bob", "cid");
            one.managers(team, "ann", "bob");

            List<Fault> faults = race(
                    "ann", new TeamCommand.SetTeamManagers(team, List.of("bob"), false), "bob", removing(team, "cid"));

            assertThat(faults).isIn(List.of(), List.of(Fault.FORBIDDEN));
            assertThat(one.roles(team)).isEqualTo(faults.isEmpty() ? "ann:o bob:n" : "ann:o bob:n cid:n");
            TeamStory.assertTrue(one, team);
        }
    }

    @Test
    void t4TheLastPlaceIsTakenOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            TeamCommand.CreateTeam create = new TeamCommand.CreateTeam(TestTeams.NO_TEAM, 2, Map.of(), List.of(), null);
            Conversation team =
                    ((Answer.TeamMade) one.run("ann", create).answer()).team().id();

            List<Fault> faults = race("ann", adding(team, "bob"), "cid", new TeamCommand.ApplyToTeam(team, null));

            assertThat(faults).containsExactly(Fault.LIMIT_REACHED);
            assertThat(TeamStory.assertTrue(one, team).members()).isEqualTo(2);
        }
    }

    @Test
    void ofTwoUpdatesThatBothKnowTheTeamOneIsStale() {
        for (int round = 0; round < ROUNDS; round++) {
            Conversation team = one.create("ann", "bob");
            one.managers(team, "ann", "bob");
            long known = one.team(team).updateTime();

            List<Fault> faults = race(
                    "ann",
                    new TeamCommand.UpdateTeam(team, Map.of(TeamField.NAME, "A", TeamField.INTRO, "A"), known),
                    "bob",
                    new TeamCommand.UpdateTeam(team, Map.of(TeamField.NAME, "B", TeamField.INTRO, "B"), known));

            assertThat(faults).containsExactly(Fault.STALE);
            Map<TeamField, String> info = one.team(team).info();
            assertThat(info.get(TeamField.NAME)).isEqualTo(info.get(TeamField.INTRO));
        }
    }

    @Test
    void anApplicationIsAnsweredOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            Conversation team = one.create("ann", Map.of(TeamField.JOIN_MODE, "needVerify"), "bob");
            one.managers(team, "ann", "bob");
            one.run("cid", new TeamCommand.ApplyToTeam(team, null));

            List<Fault> faults = race(
                    "ann",
                    new TeamCommand.AnswerApplication(team, "cid", true, null),
                    "bob",
                    new TeamCommand.AnswerApplication(team, "cid", round % 2 == 0, null));

            assertThat(faults).containsExactly(Fault.NOT_FOUND);
            TeamStory.assertTrue(other, team);
        }
    }

    @Test
    void nobodyComesIntoATeamThatEnds() {
        for (int round = 0; round < ROUNDS; round++) {
            Conversation team = one.create("ann");

            List<Fault> faults =
                    race("ann", new TeamCommand.DismissTeam(team), "bob", new TeamCommand.ApplyToTeam(team, null));

            assertThat(faults).isIn(List.of(), List.of(Fault.NOT_FOUND));
            TeamStory.assertTrue(one, team);
        }
    }

    @Test
    void aModeThatChangesMeanwhileIsObeyed() {
        for (int round = 0; round < ROUNDS; round++) {
            Conversation team = one.create("ann", "bob");
            one.managers(team, "ann", "bob");

            List<Fault> faults = race(
                    "bob",
                    adding(team, "cid"),
                    "ann",
                    new TeamCommand.UpdateTeam(team, Map.of(TeamField.BE_INVITE_MODE, "needVerify"), 0));

            assertThat(faults).isEmpty();
            String roles = one.roles(team);
            if (!roles.contains("cid")) {
                one.run("cid", new TeamCommand.AnswerInvitation(team, "bob", true, null));
            }
            assertThat(one.roles(team)).isEqualTo("ann:o bob:m cid:n");
            TeamStory.assertTrue(one, team);
        }
    }

    @Test
    void t3WhoIsRemovedOrMutedAtThisMomentSendsBeforeOrNotAtAll() {
        Conversation team = one.create("ann", "bob", "cid");
        for (int round = 0; round < ROUNDS; round++) {
            boolean removes = round % 2 == 0;
            ClientCommand act =
                    removes ? removing(team, "bob") : new TeamCommand.MuteTeamMembers(team, List.of("bob"), true);
            Draft draft = Draft.of(team.scene(), team.id(), MessageType.TEXT, "hi", null, "id" + round);

            List<Fault> faults = race("ann", act, "bob", new Command.Send(draft));

            assertThat(faults).isIn(List.of(), List.of(removes ? Fault.NOT_A_MEMBER : Fault.MUTED));
            TeamStory.assertTrue(one, team);
            one.run(
                    "ann",
                    removes ? adding(team, "bob") : new TeamCommand.MuteTeamMembers(team, List.of("bob"), false));
        }
    }
}
