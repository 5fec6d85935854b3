package io.posthouse.connection;

import static io.posthouse.connection.TeamTalk.about;
import static io.posthouse.connection.TeamTalk.next;
import static io.posthouse.connection.TeamTalk.say;
import static io.posthouse.connection.TeamTalk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.Scene;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Teams from socket to socket (T1 to T3, R1, D1, S3), on the real store. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamsTest {
    private Gateway gateway;
    private Client ann;
    private Client bob;
    private Client eve;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(Settings.limits(Settings.Limits::fast)));
        gateway.account("ann", "bob", "eve", "tom");
        ann = gateway.login("ann", "a1");
        bob = gateway.login("bob", "b1");
        eve = gateway.login("eve", "e1");
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void aMessageReachesEveryMemberInTheOrderOfTheLog() {
        String team = TeamTalk.create(ann, "bob", "eve");
        Client anns = gateway.login("ann", "a2");
        for (int i = 0; i < 20; i++) {
            say(i % 2 == 0 ? ann : bob, team, "m" + i);
        }

        List<String> all = new ArrayList<>();
        List<String> fromBob = new ArrayList<>();
        List<String> fromAnn = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add("m" + i);
            (i % 2 == 0 ? fromAnn : fromBob).add("m" + i);
        }
        assertThat(next(eve)).isEqualTo("addTeamMembers");
        assertThat(eve.bodies(20)).as("S3").containsExactlyElementsOf(all);
        assertThat(anns.bodies(20)).as("S6").containsExactlyElementsOf(all);
        assertThat(next(ann)).as("who did it hears of it too").isEqualTo("addTeamMembers");
        assertThat(ann.bodies(10)).containsExactlyElementsOf(fromBob);
        assertThat(next(bob)).isEqualTo("addTeamMembers");
        assertThat(bob.bodies(10)).containsExactlyElementsOf(fromAnn);
    }

    @Test
    void whoIsNoMemberNeitherSaysNorHearsAnything() {
        String team = TeamTalk.create(ann, "bob");
        say(ann, team, "among us");

        assertThat(eve.refusal(TeamTalk.sending(team, "hello"))).as("T3").isEqualTo("not_a_member");
        assertThat(eve.soFar()).isEmpty();
    }

    @Test
    void whoIsAddedWhileOnlineHearsOfItAndOfWhatFollows() {
        String team = TeamTalk.create(ann, "bob");
        say(ann, team, "before");

        ann.ok(with("addTeamMembers", team, "eve"));
        say(bob, team, "after");

        assertThat(next(eve)).as("T2, and nothing from before (T3)").isEqualTo("addTeamMembers");
        assertThat(next(eve)).isEqualTo("after");
        say(eve, team, "hello");
        assertThat(next(bob)).isEqualTo("addTeamMembers");
    }

    @Test
    void whoIsRemovedHearsOfItAndOfNothingAfter() {
        String team = TeamTalk.create(ann, "bob", "eve");

        ann.ok(with("removeTeamMembers", team, "eve"));
        say(ann, team, "without her");

        assertThat(next(eve)).isEqualTo("addTeamMembers");
        assertThat(next(eve)).as("T2: the removed ones too").isEqualTo("removeTeamMembers");
        bob.next("msg");
        bob.next("msg");
        assertThat(next(bob)).isEqualTo("without her");
        assertThat(eve.soFar()).as("T3").isEmpty();
        assertThat(eve.refusal(TeamTalk.sending(team, "hello"))).isEqualTo("not_a_member");
    }

    @Test
    void aRecallReachesWhoLeftWithTheMessageAndNotWhoCameAfterIt() {
        String team = TeamTalk.create(ann, "bob");
        JsonObject said = say(ann, team, "one");
        ann.ok(with("removeTeamMembers", team, "bob"));
        ann.ok(with("addTeamMembers", team, "eve"));

        ann.ok(about("recall", team)
                .put("to", team)
                .put("idClient", said.getString("idClient"))
                .put("idServer", said.getString("idServer")));
        say(ann, team, "two");

        assertThat(bob.next("recall").getJsonObject("recall").getString("idServer"))
                .as("R3")
                .isEqualTo(said.getString("idServer"));
        List<JsonObject> told = new ArrayList<>();
        do {
            told.add(eve.next());
        } while (!"msg".equals(told.get(told.size() - 1).getString("on"))
                || !"two".equals(TeamTalk.textOf(told.get(told.size() - 1))));
        assertThat(told)
                .as("T3: she never saw it")
                .extracting(event -> event.getString("on"))
                .doesNotContain("recall")
                .contains("msg");
    }

    @Test
    void whoLeavesAndComesBackHearsOnlyOfItsTimesInTheTeam() {
        String team = TeamTalk.create(ann, "bob");
        assertThat(next(bob)).isEqualTo("addTeamMembers");

        bob.ok(about("leaveTeam", team));
        say(ann, team, "while bob is away");
        ann.ok(with("addTeamMembers", team, "bob"));
        say(ann, team, "again");

        assertThat(next(bob)).isEqualTo("leaveTeam");
        assertThat(next(bob)).isEqualTo("addTeamMembers");
        assertThat(next(bob)).isEqualTo("again");
    }

    @Test
    void whoIsAddedAgainIsToldOfARemovalThatGotLost(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob");
        assertThat(next(bob)).isEqualTo("addTeamMembers");
        BusFaults faults = BusFaults.losing(vertx, TeamsTest::isRemoval);

        ann.ok(with("removeTeamMembers", team, "bob"));
        ann.ok(with("addTeamMembers", team, "bob"));

        assertThat(next(bob)).as("T2").isEqualTo("removeTeamMembers");
        assertThat(next(bob)).isEqualTo("addTeamMembers");
        assertThat(faults.count()).isPositive();
    }

    @Test
    void aNewOwnerIsToldOfAndTheOldOneThatLeavesHearsNoMore() {
        String team = TeamTalk.create(ann, "bob", "eve");

        ann.ok(about("transferTeam", team).put("account", "bob").put("leave", true));
        say(bob, team, "mine");

        assertThat(next(eve)).isEqualTo("addTeamMembers");
        assertThat(next(eve)).isEqualTo("transferTeam");
        assertThat(next(eve)).isEqualTo("mine");
        assertThat(next(ann)).isEqualTo("addTeamMembers");
        assertThat(next(ann)).isEqualTo("transferTeam");
        assertThat(ann.soFar()).isEmpty();
    }

    @Test
    void aDismissedTeamIsToldOfAndTakesNothingMore() {
        String team = TeamTalk.create(ann, "bob", "eve");
        next(bob);
        next(eve);

        ann.ok(about("dismissTeam", team));

        assertThat(next(bob)).isEqualTo("dismissTeam");
        assertThat(next(eve)).isEqualTo("dismissTeam");
        assertThat(bob.refusal(TeamTalk.sending(team, "hello"))).isEqualTo("not_found");
        assertThat(gateway.commons().residents().teams().size())
                .as("teams here")
                .isZero();
    }

    @Test
    void aManagerRecallsWhatAMemberSaid() {
        String team = TeamTalk.create(ann, "bob", "eve");
        JsonObject said = say(eve, team, "oops");
        JsonObject recall = about("recall", team)
                .put("to", team)
                .put("from", "eve")
                .put("idClient", said.getString("idClient"))
                .put("idServer", said.getString("idServer"));

        assertThat(bob.refusal(recall)).as("R1").isEqualTo("forbidden");
        ann.ok(with("updateTeamManagers", team, "bob").put("isAdd", true));
        bob.ok(recall);

        assertThat(eve.next("recall").getJsonObject("recall").getString("idClient"))
                .isEqualTo("c-oops");
        assertThat(ann.next("recall").getJsonObject("recall").getString("from")).isEqualTo("bob");
    }

    @Test
    void whoWasOfflineIsToldAtItsLogin() {
        String team = TeamTalk.create(ann, "bob", "tom");
        say(ann, team, "for tom");

        Client tom = gateway.connect();
        tom.login("tom", Gateway.TOKEN, "t1");

        JsonObject offline = tom.next("syncOfflineMsgs");
        assertThat(offline.encode()).as("D3").contains("addTeamMembers").contains("for tom");
        tom.next("synced");
        say(bob, team, "and now");
        assertThat(next(tom)).isEqualTo("and now");
    }

    @Test
    void ofATeamThisNodeKnowsAsLongAsSomebodyIsHere() {
        Conversation team = new Conversation(Scene.TEAM, TeamTalk.create(bob, "eve"));
        next(eve);
        next(bob);
        assertThat(gateway.commons().residents().teams().of(team)).isNotEmpty();

        bob.close();
        eve.close();
        Client again = gateway.login("ann", "a3");
        again.soFar();

        Conversation other = new Conversation(Scene.TEAM, TeamTalk.create(again));
        assertThat(gateway.commons().residents().teams().of(other)).isNotEmpty();
        until(() -> gateway.commons().residents().teams().of(team).length == 0);
    }

    @Test
    void theStoreIsToldWhereMembersAre() {
        String team = TeamTalk.create(ann, "bob");
        next(bob);

        Answer keys = Gateway.await(gateway.ask("bob", new Command.FindTeamsOf("bob")));

        assertThat(keys).isEqualTo(new Answer.TeamKeys(List.of(new Conversation(Scene.TEAM, team))));
        ann.ok(with("removeTeamMembers", team, "bob"));
        assertThat(Gateway.await(gateway.ask("bob", new Command.FindTeamsOf("bob"))))
                .as("what is said in a team is pushed to these, so nobody else may be among them")
                .isEqualTo(new Answer.TeamKeys(List.of()));
    }

    private void until(java.util.function.BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            ann.soFar();
        }
    }

    private static boolean isRemoval(Event event) {
        return event instanceof Event.Arrived arrived
                && arrived.entry() instanceof Message message
                && String.valueOf(message.draft().attach()).contains("removeTeamMembers");
    }
}
