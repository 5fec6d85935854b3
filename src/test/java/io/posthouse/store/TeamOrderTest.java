package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamCommand.GetTeamMembersInOrder;
import io.posthouse.model.TeamMember;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The members of a super team in the order in which they joined: of a small one, and of one whose order is made. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamOrderTest {
    private static final int SMALL = 40;
    private static final int LARGE = 700;
    private static final int AT_ONCE = 150;

    private TestStore store;
    private TestTeams teams;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        teams = new TestTeams(store, redis.keyPrefix());
        teams.accounts("ann");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void allPagesTogetherHaveEachMemberOnceInEitherDirection() {
        for (int size : List.of(SMALL, LARGE)) {
            Conversation team = town(size);
            List<TeamMember> upwards = walk(team, false);
            List<TeamMember> downwards = walk(team, true);

            assertThat(upwards)
                    .extracting(TeamMember::account)
                    .doesNotHaveDuplicates()
                    .hasSize(size + 1);
            assertThat(downwards)
                    .extracting(TeamMember::account)
                    .doesNotHaveDuplicates()
                    .hasSize(size + 1);
            assertThat(upwards).isSortedAccordingTo(Comparator.comparingLong(TeamMember::joinTime));
            assertThat(downwards)
                    .isSortedAccordingTo(
                            Comparator.comparingLong(TeamMember::joinTime).reversed());
            assertThat(upwards.get(0).account()).isEqualTo("ann");
        }
    }

    @Test
    void whoJoinsComesLastAndWhoLeavesIsNotThereThoughTheOrderWasMade() {
        Conversation team = town(LARGE);
        page(team, 0, 10, false, false);
        teams.accounts("late");
        teams.run("ann", new TeamCommand.AddTeamMembers(team, List.of("late"), null, null));
        teams.run("ann", new TeamCommand.RemoveTeamMembers(team, List.of("m0")));

        assertThat(page(team, 0, 1, true, false))
                .extracting(TeamMember::account)
                .containsExactly("late");
        assertThat(walk(team, false))
                .extracting(TeamMember::account)
                .doesNotContain("m0")
                .hasSize(LARGE + 1);
    }

    @Test
    void thePagesOfOneWalkAreReadOutOfOneOrder() {
        Conversation team = town(LARGE);
        List<TeamMember> first = page(team, 0, 100, false, false);

        store.raw(Call.of(Command.ZREM).key(teams.keys().memberOrder(team)).arg("m" + (LARGE - 1)));

        List<TeamMember> rest = page(team, first.get(first.size() - 1).joinTime(), 1_000, false, false);
        assertThat(rest)
                .extracting(TeamMember::account)
                .contains("m" + (LARGE - 2))
                .doesNotContain("m" + (LARGE - 1));
        long millis = store.raw(Call.of(Command.PTTL).key(teams.keys().memberOrder(team)))
                .get()
                .toLong();
        assertThat(millis).as("ms until the order is forgotten").isPositive();
    }

    @Test
    void theMutedAreFoundHoweverFewTheyAre() {
        Conversation team = town(LARGE);
        List<String> muted = List.of("m3", "m200", "m" + (LARGE - 1));
        teams.run("ann", new TeamCommand.MuteTeamMembers(team, muted, true));

        List<TeamMember> two = page(team, 0, 2, false, true);
        List<TeamMember> last = page(team, two.get(1).joinTime(), 2, false, true);

        assertThat(two).extracting(TeamMember::account).containsExactly("m3", "m200");
        assertThat(last).extracting(TeamMember::account).containsExactly("m" + (LARGE - 1));
    }

    @Test
    void whoIsNoMemberIsRefused() {
        teams.accounts("eve");

        assertThat(teams.fault("eve", new GetTeamMembersInOrder(town(SMALL), 0, 10, false, false)))
                .isEqualTo(Fault.NOT_A_MEMBER);
    }

    private Conversation town(int size) {
        String letter = size == SMALL ? "s" : "m";
        String[] names = IntStream.range(0, size).mapToObj(i -> letter + i).toArray(String[]::new);
        teams.accounts(names);
        TeamCommand.CreateTeam create =
                new TeamCommand.CreateTeam(new Conversation(Scene.SUPER_TEAM, ""), 0, Map.of(), List.of(), null);
        Conversation team =
                ((Answer.TeamMade) teams.run("ann", create).answer()).team().id();
        for (int from = 0; from < size; from += AT_ONCE) {
            List<String> some = List.of(names).subList(from, Math.min(size, from + AT_ONCE));
            teams.run("ann", new TeamCommand.AddTeamMembers(team, some, null, null));
        }
        return team;
    }

    private List<TeamMember> walk(Conversation team, boolean reverse) {
        List<TeamMember> all = new ArrayList<>();
        List<TeamMember> page = page(team, 0, 100, reverse, false);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page(team, page.get(page.size() - 1).joinTime(), 100, reverse, false);
        }
        return all;
    }

    private List<TeamMember> page(Conversation team, long joinTime, int limit, boolean reverse, boolean mutedOnly) {
        return ((Answer.TeamMembers)
                        teams.run("ann", new GetTeamMembersInOrder(team, joinTime, limit, reverse, mutedOnly))
                                .answer())
                .members();
    }
}
