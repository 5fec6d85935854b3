package io.posthouse.connection;

import static io.posthouse.connection.TeamTalk.about;
import static io.posthouse.connection.TeamTalk.next;
import static io.posthouse.connection.TeamTalk.say;
import static io.posthouse.connection.TeamTalk.textOf;
import static io.posthouse.connection.TeamTalk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.RedisOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D2 in teams: nothing of a team was written for the member itself, so it is the team's mark that tells. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamLossTest {
    private static final long HEALED_SECONDS = 5;
    private static final long FOUND_OUT_SECONDS = 30;

    private Gateway gateway;
    private Client ann;
    private Client bob;
    private Client eve;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(Settings.limits(Settings.Limits::fast)));
        gateway.account("ann", "bob", "eve");
        ann = gateway.login("ann", "a1");
        bob = gateway.login("bob", "b1");
        eve = gateway.login("eve", "e1");
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void aLostMessageThatNothingFollowsIsFoundByTheTeamsMark(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob", "eve");
        next(bob);
        next(eve);
        BusFaults faults = BusFaults.losing(vertx, event -> event instanceof Event.Arrived);

        say(ann, team, "lost");

        assertThat(text(bob.poll(HEALED_SECONDS))).isEqualTo("lost");
        assertThat(text(eve.poll(HEALED_SECONDS))).isEqualTo("lost");
        assertThat(faults.count()).isPositive();
    }

    @Test
    void aLostMessageIsFoundByTheHoleBeforeTheNext(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob");
        BusFaults faults = BusFaults.losing(vertx, event -> isMessage(event, "two"));

        say(ann, team, "one");
        say(ann, team, "two");
        say(ann, team, "three");

        assertThat(next(bob)).isEqualTo("addTeamMembers");
        assertThat(bob.bodies(3)).containsExactly("one", "two", "three");
        assertThat(faults.count()).isPositive();
    }

    @Test
    void whoWasNotToldThatItWasAddedFindsOutAndHearsWhatFollows(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob");
        BusFaults faults = BusFaults.losing(vertx, TeamLossTest::isNotification);

        ann.ok(with("addTeamMembers", team, "eve"));

        assertThat(text(eve.poll(HEALED_SECONDS))).isEqualTo("addTeamMembers");
        faults.end();
        say(bob, team, "welcome");
        assertThat(text(eve.poll(HEALED_SECONDS))).isEqualTo("welcome");
        say(bob, team, "once more");
        assertThat(next(eve)).isEqualTo("once more");
    }

    @Test
    void whoWasBroughtInAndNobodyHeardTheAnswerHearsWhatFollows(Vertx vertx, TestRedis redis) {
        String team = TeamTalk.create(ann, "bob");
        BusFaults faults = BusFaults.losing(vertx, TeamLossTest::isNotification);
        ann.ok(with("addTeamMembers", team, "eve"));
        // As if whoever did it had died before it was noted with her.
        forget(vertx, redis, "{a:eve}:recent", new Conversation(Scene.TEAM, team));
        faults.end();

        say(bob, team, "one");
        say(bob, team, "two");

        assertThat(text(eve.poll(FOUND_OUT_SECONDS))).isEqualTo("addTeamMembers");
        assertThat(eve.bodies(2)).as("D2").containsExactly("one", "two");
        say(bob, team, "three");
        assertThat(next(eve)).as("D1").isEqualTo("three");
    }

    private static void forget(Vertx vertx, TestRedis redis, String key, Conversation session) {
        RedisOptions options = new RedisOptions()
                .setConnectionString(redis.target().endpoints().get(0))
                .setPassword(redis.target().password().reveal());
        io.vertx.redis.client.Redis client = io.vertx.redis.client.Redis.createClient(vertx, options);
        Gateway.await(client.send(io.vertx.redis.client.Request.cmd(io.vertx.redis.client.Command.ZREM)
                .arg(redis.keyPrefix() + key)
                .arg(session.key())));
        client.close();
    }

    @Test
    void whoWasNotToldThatItWasRemovedFindsOutAndHearsNothingThatFollows(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob", "eve");
        next(eve);
        BusFaults faults = BusFaults.losing(vertx, TeamLossTest::isNotification);

        ann.ok(with("removeTeamMembers", team, "eve"));
        faults.end();
        say(bob, team, "without her");

        assertThat(text(eve.poll(HEALED_SECONDS))).isEqualTo("removeTeamMembers");
        say(bob, team, "and again");
        assertThat(next(bob)).isEqualTo("addTeamMembers");
        assertThat(eve.soFar()).as("T3").isEmpty();
    }

    @Test
    void whoFoundOutLateThatItWasRemovedHearsNothingEvenBeforeItsTeamsAreReadAgain(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob", "eve");
        next(eve);
        BusFaults faults = BusFaults.losing(vertx, TeamLossTest::isNotification);
        vertx.eventBus().addOutboundInterceptor(TeamLossTest::loseQuestionsForTeams);

        ann.ok(with("removeTeamMembers", team, "eve"));

        assertThat(text(eve.poll(HEALED_SECONDS))).isEqualTo("removeTeamMembers");
        faults.end();
        say(bob, team, "without her");
        say(bob, team, "and again");
        assertThat(ann.bodies(4)).as("what was told").endsWith("without her", "and again");
        assertThat(eve.soFar()).as("T3").isEmpty();
    }

    @Test
    void whoStaysWhenTheOwnerLeavesAndNobodyIsToldHearsWhatFollowsAndTheOwnerDoesNot(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob", "eve");
        next(ann);
        next(eve);
        BusFaults faults = BusFaults.losing(vertx, TeamLossTest::isNotification);

        ann.ok(about("transferTeam", team).put("account", "bob").put("leave", true));

        assertThat(text(eve.poll(HEALED_SECONDS))).isEqualTo("transferTeam");
        assertThat(text(ann.poll(HEALED_SECONDS))).isEqualTo("transferTeam");
        faults.end();
        say(bob, team, "mine");
        say(bob, team, "all mine");
        assertThat(eve.bodies(2)).as("D2").containsExactly("mine", "all mine");
        assertThat(ann.soFar()).as("T3").isEmpty();
    }

    @Test
    void aDismissalThatGotLostIsFound(Vertx vertx) {
        String team = TeamTalk.create(ann, "bob");
        next(bob);
        BusFaults faults = BusFaults.losing(vertx, TeamLossTest::isNotification);

        ann.ok(about("dismissTeam", team));

        assertThat(text(bob.poll(HEALED_SECONDS))).isEqualTo("dismissTeam");
        assertThat(faults.count()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "10, 11"})
    void amongManyFaultsEveryMemberHearsEverythingOnceAndInTheSameOrder(int percent, long seed, Vertx vertx) {
        String team = TeamTalk.create(ann, "bob", "eve");
        Client eves = gateway.login("eve", "e2");
        next(eve);
        BusFaults faults = BusFaults.random(vertx, seed, percent);
        int each = 300;

        List<String> all = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            all.add("a" + i);
            say(ann, team, "a" + i);
            all.add("b" + i);
            say(bob, team, "b" + i);
            if (i % 50 == 0) {
                ann.ok(with("updateTeamMembersMute", team, "eve").put("mute", i % 100 == 0));
            }
        }

        assertThat(said(eve, 2 * each)).as("D2, S3 with seed %s", seed).containsExactlyElementsOf(all);
        assertThat(said(eves, 2 * each)).containsExactlyElementsOf(all);
        assertThat(faults.count()).isPositive();
        faults.end();
        assertThat(eve.soFar()).as("nothing twice").isEmpty();
    }

    /** Bodies of messages, without what is told of the team between them. */
    private static List<String> said(Client client, int count) {
        List<String> said = new ArrayList<>();
        while (said.size() < count) {
            JsonObject event = client.next("msg");
            if (!"notification".equals(event.getJsonObject("msg").getString("type"))) {
                said.add(textOf(event));
            }
        }
        return said;
    }

    private static void loseQuestionsForTeams(DeliveryContext<Object> delivery) {
        boolean isLost = delivery.body() instanceof Request request && request.command() instanceof Command.FindTeamsOf;
        if (!isLost) {
            delivery.next();
        }
    }

    private static boolean isNotification(Event event) {
        return event instanceof Event.Arrived arrived
                && arrived.entry() instanceof Message message
                && message.draft().type() == MessageType.NOTIFICATION;
    }

    private static boolean isMessage(Event event, String body) {
        return event instanceof Event.Arrived arrived
                && arrived.entry() instanceof Message message
                && body.equals(message.draft().body());
    }

    private static String text(@Nullable JsonObject event) {
        return event == null ? "nothing within " + HEALED_SECONDS + " s" : textOf(event);
    }
}
