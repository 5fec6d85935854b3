package io.posthouse.store;

import static io.posthouse.store.TestTeams.removing;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asking for a team again with the same idClient, as who had no answer does (T1, S2). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamAgainTest {
    private static final Map<TeamField, String> INFO = Map.of(TeamField.NAME, "Hikers");
    private static final Map<TeamField, String> POLITE =
            Map.of(TeamField.NAME, "Hikers", TeamField.BE_INVITE_MODE, "needVerify");

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

    private static TeamCommand.CreateTeam creation(
            Map<TeamField, String> info, @Nullable String idClient, String... accounts) {
        return new TeamCommand.CreateTeam(TestTeams.NO_TEAM, 0, info, List.of(accounts), "come", idClient);
    }

    private static Team teamOf(Outcome outcome) {
        return ((Answer.TeamMade) outcome.answer()).team();
    }

    @Test
    void t1TheSameCreationAgainMakesNoSecondTeamAndIsAnsweredAsTheFirstTime() {
        Outcome first = teams.run("ann", creation(INFO, "c1", "bob", "ghost"));

        Outcome again = teams.run("ann", creation(INFO, "c1", "bob", "ghost"));

        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(((Answer.TeamMade) again.answer()).left()).containsExactly("ghost");
        assertThat(again.pushes()).as("who missed it is told").isEqualTo(first.pushes());
        assertThat(ownTeams("ann")).containsExactly(teamOf(first).id());
        assertThat(ownTeams("bob")).containsExactly(teamOf(first).id());
        assertThat(store.missed(TestTeams.as("bob"), teamOf(first).id())).hasSize(1);
    }

    @Test
    void whatHappenedToTheTeamSinceDoesNotChangeTheAnswer() {
        Outcome first = teams.run("ann", creation(INFO, "c1", "bob", "cid"));
        Conversation team = teamOf(first).id();
        teams.run("ann", new TeamCommand.UpdateTeam(team, Map.of(TeamField.NAME, "Sailors"), 0));
        teams.run("ann", removing(team, "cid"));

        Outcome again = teams.run("ann", creation(INFO, "c1", "bob", "cid"));

        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(teams.roles(team)).as("nobody is brought back").isEqualTo("ann:o bob:n");
        assertThat(teams.team(team).info()).containsEntry(TeamField.NAME, "Sailors");
    }

    @Test
    void theSameIdForAnotherContentIsRefused() {
        teams.run("ann", creation(INFO, "c1", "bob"));

        assertThat(teams.fault("ann", creation(Map.of(TeamField.NAME, "Sailors"), "c1", "bob")))
                .isEqualTo(Fault.CONTENT_DIFFERS);
        assertThat(teams.fault("ann", creation(INFO, "c1", "bob", "cid"))).isEqualTo(Fault.CONTENT_DIFFERS);
        assertThat(teams.fault(
                        "ann", new TeamCommand.CreateTeam(TestTeams.NO_TEAM, 7, INFO, List.of("bob"), "come", "c1")))
                .isEqualTo(Fault.CONTENT_DIFFERS);
        assertThat(ownTeams("ann")).hasSize(1);
    }

    @Test
    void anotherIdAnotherCreatorOrNoIdMakesAnotherTeam() {
        teams.run("ann", creation(INFO, "c1"));

        teams.run("ann", creation(INFO, "c2"));
        teams.run("ann", creation(INFO, null));
        teams.run("ann", creation(INFO, null));
        teams.run("bob", creation(INFO, "c1"));

        assertThat(ownTeams("ann")).hasSize(4);
        assertThat(ownTeams("bob")).hasSize(1);
    }

    @Test
    void manyAtOnceWithOneIdMakeOneTeam() {
        List<Future<Outcome>> asked = IntStream.range(0, 20)
                .mapToObj(i -> teams.ask("ann", creation(INFO, "c1", "bob")))
                .toList();

        List<Answer> answers = asked.stream()
                .map(one -> TestStore.await(one).answer())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(ownTeams("ann")).hasSize(1);
    }

    @Test
    void whoIsInvitedIsToldOnceHoweverOftenItIsAsked() {
        Outcome first = teams.run("ann", creation(POLITE, "c1", "bob"));

        Outcome again = teams.run("ann", creation(POLITE, "c1", "bob"));

        assertThat(((Answer.TeamMade) first.answer()).invited()).isTrue();
        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(TestTeams.notices(first)).containsExactly("teamInvite [bob] from ann");
        assertThat(TestTeams.notices(again)).isEmpty();
    }

    @Test
    void aCrashBeforeTheInvitedWereToldIsHealedByAskingAgain() {
        Outcome first = teams.run("ann", creation(POLITE, "c1", "bob"));
        String made = teams.keys().made(teamOf(first).id());
        store.raw(Call.of(Command.HSET).key(made).arg("untold").arg(1));

        Outcome again = teams.run("ann", creation(POLITE, "c1", "bob"));

        assertThat(TestTeams.notices(again)).containsExactly("teamInvite [bob] from ann");
    }

    @Test
    void aCrashBeforeTheTeamWasMadeLeavesTheIdToItsContentAlone() {
        Outcome first = teams.run("ann", creation(INFO, "c1", "bob"));
        Conversation team = teamOf(first).id();
        for (String key : List.of(
                teams.keys().team(team),
                teams.keys().members(team),
                teams.keys().meta(team),
                teams.keys().log(team),
                teams.keys().made(team))) {
            store.raw(Call.of(Command.DEL).key(key));
        }

        assertThat(teams.fault("ann", creation(INFO, "c1"))).isEqualTo(Fault.CONTENT_DIFFERS);
        Outcome again = teams.run("ann", creation(INFO, "c1", "bob"));

        assertThat(teamOf(again).id()).as("the number that was noted").isEqualTo(team);
        assertThat(teams.roles(team)).isEqualTo("ann:o bob:n");
    }

    @Test
    void aCreationThatIsRefusedMayBeAskedForAgain() {
        assertThat(teams.fault(
                        "ann", new TeamCommand.CreateTeam(TestTeams.NO_TEAM, 1, INFO, List.of("bob"), null, "c1")))
                .isEqualTo(Fault.LIMIT_REACHED);

        assertThat(teamOf(teams.run("ann", creation(INFO, "c1", "bob"))).memberNum())
                .isEqualTo(2);
    }

    @Test
    void itIsRememberedAsLongAsConfiguredAndThenForgotten() {
        Conversation team = teamOf(teams.run("ann", creation(INFO, "c1"))).id();
        String claim = teams.keys().made("ann", "c1");

        for (String key : List.of(claim, teams.keys().made(team))) {
            long left = store.raw(Call.of(Command.PTTL).key(key)).get().toLong();
            assertThat(left).isBetween(1L, 24 * 3600 * 1000L);
        }
        store.raw(Call.of(Command.DEL).key(claim));
        store.raw(Call.of(Command.DEL).key(teams.keys().made(team)));

        assertThat(teamOf(teams.run("ann", creation(INFO, "c1"))).id()).isNotEqualTo(team);
    }

    @Test
    void whoTakesTheNameOfADeletedAccountIsSomebodyElse() {
        Conversation team =
                teamOf(teams.run("ann", creation(INFO, "c1", "bob"))).id();
        teams.run("server", new TeamCommand.FindTeams(team, List.of(team)));
        store.run(io.posthouse.model.Caller.server(""), new io.posthouse.model.Command.DeleteAccount("ann"));
        teams.accounts("ann");

        Outcome other = teams.run("ann", creation(Map.of(TeamField.NAME, "Sailors"), "c1"));

        assertThat(teamOf(other).id()).isNotEqualTo(team);
    }

    private List<Conversation> ownTeams(String account) {
        return ((Answer.Teams) teams.run(account, new TeamCommand.GetOwnTeams(TestTeams.NO_TEAM, ""))
                        .answer())
                .teams().stream().map(Team::id).toList();
    }
}
