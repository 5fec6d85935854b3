package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.bus.TeamResidents;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import org.junit.jupiter.api.Test;

/** Which accounts of one verticle are in which team, without sockets or store. */
class TeamRosterTest {
    private static final Conversation ONE = new Conversation(Scene.TEAM, "1");
    private static final Conversation TWO = new Conversation(Scene.SUPER_TEAM, "2");
    private final TeamResidents residents = new TeamResidents();
    private final TeamRoster roster = new TeamRoster(3, residents);

    @Test
    void membersAreThoseWhoWereAddedAndNotRemoved() {
        assertThat(roster.add(ONE, "ann")).isTrue();
        assertThat(roster.add(ONE, "ann")).as("known already").isFalse();
        roster.add(ONE, "bob");
        roster.add(TWO, "bob");

        roster.remove(ONE, "ann", 0);

        assertThat(roster.members(ONE)).containsExactly("bob");
        assertThat(roster.has(ONE, "ann")).isFalse();
        assertThat(roster.of("bob")).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(roster.of("ann")).isEmpty();
    }

    @Test
    void whatIsWalkedDoesNotChangeWhileAccountsGo() {
        roster.add(ONE, "ann");
        roster.add(ONE, "bob");
        String[] walked = roster.members(ONE);

        roster.removeAll("ann", 0);

        assertThat(walked).containsExactlyInAnyOrder("ann", "bob");
        assertThat(roster.members(ONE)).containsExactly("bob");
    }

    @Test
    void theNodeKnowsATeamAsLongAsSomebodyIsHere() {
        roster.add(ONE, "ann");
        roster.add(ONE, "bob");
        assertThat(residents.of(ONE)).containsExactly(3);

        roster.removeAll("ann", 0);
        assertThat(residents.of(ONE)).containsExactly(3);
        roster.removeAll("bob", 0);

        assertThat(residents.of(ONE)).isEmpty();
        assertThat(residents.size()).isZero();
        assertThat(roster.isHere(ONE)).isFalse();
        assertThat(roster.all()).isEmpty();
    }

    @Test
    void emptyTeamsAreForgottenAfterAWhileUnlessSomebodyComesBack() {
        roster.add(ONE, "ann");
        roster.add(TWO, "ann");
        roster.removeAll("ann", 1_000);
        roster.add(TWO, "bob");

        assertThat(roster.sweep(999, 10)).isEmpty();
        assertThat(roster.sweep(1_000, 10)).containsExactly(ONE);
        assertThat(roster.sweep(9_000, 10)).isEmpty();
        assertThat(roster.members(TWO)).containsExactly("bob");
    }

    @Test
    void aSweepTakesNoMoreThanItIsAllowed() {
        for (int i = 1; i <= 5; i++) {
            roster.add(new Conversation(Scene.TEAM, Integer.toString(i)), "ann");
        }
        roster.removeAll("ann", 0);

        assertThat(roster.sweep(1, 3)).hasSize(3);
        assertThat(roster.sweep(1, 3)).hasSize(2);
    }

    @Test
    void theLastMoveOfATeamIsRememberedAsLongAsTheTeamIs() {
        roster.moved(ONE, 5);
        assertThat(roster.movedAt(ONE)).as("unknown here").isZero();
        roster.add(ONE, "ann");
        roster.moved(ONE, 7);
        roster.moved(ONE, 6);

        assertThat(roster.movedAt(ONE)).isEqualTo(7);
        roster.removeAll("ann", 0);
        assertThat(roster.movedAt(ONE)).as("empty, but not swept").isEqualTo(7);
    }
}
