package io.posthouse.store;

import static io.posthouse.store.TestTeams.adding;
import static io.posthouse.store.TestTeams.creation;
import static io.posthouse.store.TestTeams.removing;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a team and its members say of themselves (T1), and what is kept of those who went. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamInfoTest {
    private TestStore store;
    private TestTeams teams;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        teams = new TestTeams(store, redis.keyPrefix());
        teams.accounts("ann", "bob", "cid");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void t2AnUpdateTellsWhatChangedAndNothingElse() {
        Conversation team = teams.create("ann", Map.of(TeamField.NAME, "Hikers", TeamField.INTRO, "We walk"), "bob");

        Outcome outcome = teams.run(
                "ann",
                new TeamCommand.UpdateTeam(
                        team,
                        Map.of(
                                TeamField.NAME, "Hikers",
                                TeamField.INTRO, "",
                                TeamField.ANNOUNCEMENT, "Sunday \"9\"\n山",
                                TeamField.MUTE_TYPE, "normal"),
                        0));

        Team now = ((Answer.TeamMade) outcome.answer()).team();
        TestTeams.Notification told = teams.notification(outcome);
        assertThat(told.type()).isEqualTo("updateTeam");
        assertThat(told.data().getJsonObject("team").getMap())
                .containsEntry("announcement", "Sunday \"9\"\n山")
                .containsEntry("intro", "")
                .containsEntry("muteType", "normal")
                .containsEntry("updateTime", told.message().time())
                .doesNotContainKeys("joinMode", "ext", "avatar");
        assertThat(now).isEqualTo(teams.team(team));
        assertThat(now.updateTime()).isEqualTo(told.message().time());
        assertThat(now.memberUpdateTime()).isEqualTo(now.createTime());
        assertThat(now.info())
                .containsEntry(TeamField.ANNOUNCEMENT, "Sunday \"9\"\n山")
                .doesNotContainKey(TeamField.INTRO);
    }

    @Test
    void anUpdateOfAnOlderTeamIsStale() {
        Conversation team = teams.create("ann");
        long first = teams.team(team).updateTime();
        teams.run("ann", new TeamCommand.UpdateTeam(team, Map.of(TeamField.NAME, "A"), first));
        String before = teams.dump(team);

        assertThat(teams.fault("ann", new TeamCommand.UpdateTeam(team, Map.of(TeamField.NAME, "B"), first)))
                .isEqualTo(Fault.STALE);

        assertThat(teams.dump(team)).isEqualTo(before);
        long second = teams.team(team).updateTime();
        teams.run("ann", new TeamCommand.UpdateTeam(team, Map.of(TeamField.NAME, "B"), second));
        assertThat(teams.team(team).info()).containsEntry(TeamField.NAME, "B");
    }

    @Test
    void aModeHasOneOfItsWords() {
        Conversation team = teams.create("ann");

        assertThat(teams.fault("ann", new TeamCommand.UpdateTeam(team, Map.of(TeamField.JOIN_MODE, "open"), 0)))
                .isEqualTo(Fault.INVALID);
        assertThat(teams.fault("ann", new TeamCommand.UpdateTeam(team, Map.of(TeamField.JOIN_MODE, ""), 0)))
                .isEqualTo(Fault.INVALID);
        assertThat(teams.fault("ann", creation(Map.of(TeamField.INVITE_MODE, "some"))))
                .isEqualTo(Fault.INVALID);
    }

    @Test
    void onlyTheServerSetsServerExt() {
        Map<TeamField, String> info = Map.of(TeamField.SERVER_EXT, "x");

        assertThat(teams.fault("ann", creation(info))).isEqualTo(Fault.FORBIDDEN);

        Caller server = Caller.server("ann");
        Answer.TeamMade made = store.answer(server, TestTeams.granted(server, creation(info)), Answer.TeamMade.class);
        assertThat(made.team().info()).containsEntry(TeamField.SERVER_EXT, "x");
        assertThat(made.team().owner()).isEqualTo("ann");
    }

    @Test
    void oneWhoIsNoAccountOwnsNoTeam() {
        Caller server = Caller.server("ghost");

        assertThat(store.fault(server, TestTeams.granted(server, creation(Map.of(), "ann"))))
                .isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void aMemberSaysWhatItIsCalledHere() {
        Conversation team = teams.create("ann", "bob");
        long before = teams.team(team).memberUpdateTime();

        Outcome outcome = teams.run("bob", new TeamCommand.UpdateTeamMember(team, "bob", "Bobby", "line\nline", true));

        TeamMember bob = ((Answer.TeamMembers) outcome.answer()).members().get(0);
        assertThat(bob.nick()).isEqualTo("Bobby");
        assertThat(bob.ext()).isEqualTo("line\nline");
        assertThat(bob.isQuiet()).isTrue();
        assertThat(bob.updateTime())
                .isEqualTo(teams.team(team).memberUpdateTime())
                .isGreaterThan(before);
        assertThat(teams.member(team, "bob")).isEqualTo(bob);
        assertThat(outcome.pushes()).singleElement().satisfies(push -> {
            assertThat(push.team()).isEqualTo(team);
            assertThat(push.event()).isEqualTo(new Event.TeamMemberChanged(bob));
            assertThat(push.exceptConnection()).isEqualTo(TestTeams.as("bob").connectionId());
        });
        teams.run("bob", new TeamCommand.UpdateTeamMember(team, "bob", "", null, null));
        assertThat(teams.member(team, "bob").nick()).isNull();
        assertThat(teams.member(team, "bob").ext()).isEqualTo("line\nline");
    }

    @Test
    void aManagerNamesAMemberButSaysNoMoreForIt() {
        Conversation team = teams.create("ann", "bob");

        teams.run("ann", new TeamCommand.UpdateTeamMember(team, "bob", "Bobby", null, null));

        assertThat(teams.member(team, "bob").nick()).isEqualTo("Bobby");
        assertThat(teams.fault("ann", new TeamCommand.UpdateTeamMember(team, "bob", null, "x", null)))
                .isEqualTo(Fault.FORBIDDEN);
        assertThat(teams.fault("ann", new TeamCommand.UpdateTeamMember(team, "bob", null, null, true)))
                .isEqualTo(Fault.FORBIDDEN);
        assertThat(teams.fault("ann", new TeamCommand.UpdateTeamMember(team, "cid", "x", null, null)))
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(teams.fault("bob", new TeamCommand.UpdateTeamMember(team, "bob", "a\nb", null, null)))
                .isEqualTo(Fault.INVALID);
    }

    @Test
    void t3WhatWhoReturnsSawBeforeIsKept() {
        Conversation team = teams.create("ann", "bob");
        teams.run("bob", new TeamCommand.UpdateTeamMember(team, "bob", "Bobby", "ext", null));
        long joined = teams.member(team, "bob").joinTime();
        long left = teams.notification(teams.run("bob", new TeamCommand.LeaveTeam(team)))
                .message()
                .time();
        long back = teams.notification(teams.run("ann", adding(team, "bob")))
                .message()
                .time();
        long removed = teams.notification(teams.run("ann", removing(team, "bob")))
                .message()
                .time();
        long again = teams.notification(teams.run("ann", adding(team, "bob")))
                .message()
                .time();

        String kept = store.raw(
                        Call.of(Command.HGET).key(teams.keys().members(team)).arg("bob"))
                .get()
                .toString();
        assertThat(kept.split("\n", -1)[1]).isEqualTo(joined + "-" + left + "," + back + "-" + removed);
        TeamMember bob = teams.member(team, "bob");
        assertThat(bob.joinTime()).isEqualTo(again);
        assertThat(bob.nick()).as("begins anew").isNull();
        assertThat(store.raw(Call.of(Command.HEXISTS)
                                .key(teams.keys().former(team))
                                .arg("bob"))
                        .get()
                        .toLong())
                .isZero();
    }

    @Test
    void onlySoManyStaysAreKeptTheLatest() {
        Conversation team = teams.create("ann", "bob");
        List<String> stays = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            long from = teams.member(team, "bob").joinTime();
            long to = teams.notification(teams.run("bob", new TeamCommand.LeaveTeam(team)))
                    .message()
                    .time();
            stays.add(from + "-" + to);
            teams.run("ann", adding(team, "bob"));
        }

        String kept = store.raw(
                        Call.of(Command.HGET).key(teams.keys().members(team)).arg("bob"))
                .get()
                .toString();
        assertThat(kept.split("\n", -1)[1].split(",", -1)).containsExactlyElementsOf(stays.subList(2, 18));
    }

    @Test
    void teamsAreFoundByIdByAnybody() {
        Conversation team = teams.create("ann", Map.of(TeamField.NAME, "Hikers"), "bob");
        Conversation ended = teams.create("ann");
        teams.run("ann", new TeamCommand.DismissTeam(ended));
        Conversation unknown = new Conversation(Scene.TEAM, "999999999999999");

        Answer.Teams found =
                (Answer.Teams) teams.run("cid", new TeamCommand.FindTeams(team, List.of(unknown, team, ended, team)))
                        .answer();

        assertThat(found.teams()).extracting(Team::id).containsExactly(team, ended);
        assertThat(found.teams()).extracting(Team::isValid).containsExactly(true, false);
        assertThat(found.members()).isEmpty();
        assertThat(teams.fault("cid", new TeamCommand.FindTeams(team, List.of(new Conversation(Scene.P2P, "ann:bob")))))
                .isEqualTo(Fault.INVALID);
    }

    @Test
    void membersAreFoundByAccountByMembers() {
        Conversation team = teams.create("ann", "bob");

        Answer.TeamMembers found = (Answer.TeamMembers)
                teams.run("bob", new TeamCommand.FindTeamMembers(team, List.of("cid", "ann", "ghost", "bob")))
                        .answer();

        assertThat(found.members()).extracting(TeamMember::account).containsExactly("ann", "bob");
        assertThat(found.nextPage()).isEmpty();
        assertThat(teams.fault("cid", new TeamCommand.FindTeamMembers(team, List.of("ann"))))
                .isEqualTo(Fault.NOT_A_MEMBER);
    }

    @Test
    void anAccountListsItsTeamsInPages() {
        for (int i = 0; i < 105; i++) {
            teams.create("ann", "bob");
        }
        Conversation left = teams.create("ann", "bob");
        teams.run("bob", new TeamCommand.LeaveTeam(left));

        Answer.Teams first = own("");
        Answer.Teams second = own(first.nextPage());

        List<Conversation> all = new ArrayList<>();
        first.teams().forEach(team -> all.add(team.id()));
        second.teams().forEach(team -> all.add(team.id()));
        assertThat(first.teams()).hasSizeBetween(99, 100);
        assertThat(second.nextPage()).isEmpty();
        assertThat(all).doesNotHaveDuplicates().doesNotContain(left).hasSize(105);
        assertThat(first.members()).hasSameSizeAs(first.teams()).allMatch(member -> member.account()
                .equals("bob"));
    }

    private Answer.Teams own(String page) {
        return (Answer.Teams) teams.run("bob", new TeamCommand.GetOwnTeams(TestTeams.NO_TEAM, page))
                .answer();
    }

    @Test
    void theMembersAreReachedWhereTheyWatch() {
        Conversation team = teams.create("ann", "bob");
        store.raw(Call.of(Command.SADD).key(teams.keys().watchers(team)).arg("posthouse.node.n1.0"));

        List<Push> pushes =
                new ArrayList<>(teams.run("ann", removing(team, "bob")).pushes());
        pushes.addAll(teams.run("ann", new TeamCommand.UpdateTeamMember(team, "ann", "A", null, null))
                .pushes());

        assertThat(pushes).hasSize(2).allMatch(push -> push.watchers().equals(List.of("posthouse.node.n1.0")));
    }
}
