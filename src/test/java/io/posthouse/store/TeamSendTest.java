package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
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

@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamSendTest {
    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private final Caller eve = device("eve", "d3");
    private TestStore store;
    private TeamTalk talk;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        talk = TeamTalk.begin(store, "ann", "bob", "carl");
        TeamTalk.account(store, "eve");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Answer.Sent sent(Caller caller, Draft draft) {
        return store.answer(caller, TeamTalk.sending(draft), Answer.Sent.class);
    }

    @Test
    void s1S3ATeamsMessagesHaveOneOrderAndOneNumberWhoeverSends() {
        Message first = talk.say(ann, "one");
        Message second = talk.say(bob, "two");
        Message third = talk.say(ann, "three");

        assertThat(List.of(second.seq(), third.seq())).containsExactly(first.seq() + 1, first.seq() + 2);
        assertThat(second.time()).isGreaterThan(first.time());
        assertThat(third.time()).isGreaterThan(second.time());
        assertThat(third.idServer()).isEqualTo(Entries.idServer(third.seq(), Long.parseLong(talk.team.id())));
        assertThat(sent(bob, talk.text("four", "four")).durability()).isEqualTo("memory");
    }

    @Test
    void d1OnePushGoesToTheTeamAndNamesTheVerticlesThatWatchIt() {
        store.run(ann, new Command.WatchTeams(List.of(talk.team), "posthouse.node.a.0", true));
        store.run(ann, new Command.WatchTeams(List.of(talk.team), "posthouse.node.b.1", true));
        store.run(ann, new Command.WatchTeams(List.of(talk.team), "posthouse.node.a.0", false));
        Message before = talk.say(bob, "zero");

        Outcome outcome = store.run(ann, TeamTalk.sending(talk.text("one", "one")));

        Message message = ((Answer.Sent) outcome.answer()).message();
        assertThat(outcome.pushes())
                .containsExactly(Push.toTeam(
                        talk.team,
                        List.of("posthouse.node.b.1"),
                        List.of(),
                        new Event.Arrived(message, before.time()),
                        ann.connectionId()));
    }

    @Test
    void s2TheSameIdClientAgainYieldsTheFirstAnswerAlsoAfterLeavingAndAfterTheEnd() {
        Message first = talk.say(bob, "one");

        Answer.Sent again = sent(bob, talk.text("one", "one"));
        talk.remove("bob");
        Answer.Sent afterLeaving = sent(bob, talk.text("one", "one"));
        talk.dismiss();
        Answer.Sent afterTheEnd = sent(bob, talk.text("one", "one"));

        assertThat(List.of(again, afterLeaving, afterTheEnd)).allSatisfy(answer -> {
            assertThat(answer.message()).isEqualTo(first);
            assertThat(answer.duplicate()).isTrue();
        });
        assertThat(talk.missed(ann)).containsExactly("one");
    }

    @Test
    void s2TheSameIdClientWithAnotherContentIsRefusedAndAnotherSenderMayUseIt() {
        talk.say(bob, "one");

        assertThat(store.fault(bob, TeamTalk.sending(talk.text("two", "one")))).isEqualTo(Fault.CONTENT_DIFFERS);
        assertThat(sent(ann, talk.text("two", "one")).duplicate()).isFalse();
    }

    @Test
    void s2ARecalledMessageIsNotBroughtBackByAResend() {
        Message one = talk.say(bob, "one");
        talk.recall(bob, one);

        Outcome again = store.run(bob, TeamTalk.sending(talk.text("one", "one")));

        assertThat(((Answer.Sent) again.answer()).message().idServer()).isEqualTo(one.idServer());
        assertThat(again.pushes()).isEmpty();
        assertThat(talk.missed(ann)).isEmpty();
    }

    @Test
    void t3WhoIsNoMemberCannotSendAndLeavesNoTrace() {
        talk.remove("carl");

        assertThat(talk.refusal(eve, "hello")).isEqualTo(Fault.NOT_A_MEMBER);
        assertThat(talk.refusal(device("carl", "d"), "hello")).isEqualTo(Fault.NOT_A_MEMBER);
        assertThat(talk.missed(ann)).isEmpty();
        assertThat(talk.unread(ann)).isZero();
    }

    @Test
    void t3AMutedMemberCannotSendUntilItIsUnmuted() {
        talk.mute("bob", true);

        assertThat(talk.refusal(bob, "hello")).isEqualTo(Fault.MUTED);
        talk.mute("bob", false);
        assertThat(talk.say(bob, "hello").from()).isEqualTo("bob");
    }

    @Test
    void t3AMutedTeamLetsThoseSendWhomItsModeLeaves() {
        talk.manager("carl");

        talk.set(TeamField.MUTE_TYPE, "normal");
        assertThat(talk.refusal(bob, "one")).isEqualTo(Fault.MUTED);
        talk.say(device("carl", "d"), "two");
        talk.say(ann, "three");
        talk.set(TeamField.MUTE_TYPE, "all");
        assertThat(talk.refusal(device("carl", "d"), "four")).isEqualTo(Fault.MUTED);
        assertThat(talk.refusal(ann, "five")).isEqualTo(Fault.MUTED);
        talk.say(Caller.server("ann"), "six");

        assertThat(talk.missed(bob)).containsExactly("two", "three", "six");
    }

    @Test
    void t3ADismissedTeamAnUnknownOneAndOneOfNoFormAreRefused() {
        talk.dismiss();

        assertThat(talk.refusal(ann, "one")).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(ann, TeamTalk.sending(to("999999999999999")))).isEqualTo(Fault.NOT_FOUND);
        for (String id : List.of("", "0", "01", "1234567890123456", "1:2", "a", "1}", " 1")) {
            assertThat(store.fault(ann, TeamTalk.sending(to(id)))).as(id).isEqualTo(Fault.INVALID);
        }
    }

    private static Draft to(String id) {
        return Draft.of(Scene.TEAM, id, MessageType.TEXT, "one", null, "i1");
    }

    @Test
    void t3ATeamIsNotTheSuperTeamOfTheSameNumber() {
        Draft draft = Draft.of(Scene.SUPER_TEAM, talk.team.id(), MessageType.TEXT, "one", null, "i1");

        assertThat(store.fault(ann, TeamTalk.sending(draft))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void t3WithoutARowOfThePermissionTableNobodyMaySend() {
        assertThat(store.fault(ann, new Command.Granted(new Command.Send(talk.text("one", "one")), List.of())))
                .isEqualTo(Fault.FORBIDDEN);
        assertThat(store.fault(ann, new Command.Send(talk.text("one", "one")))).isEqualTo(Fault.INVALID);
    }

    @Test
    void c1AReceiptForP2pIsRefusedInATeam() {
        Message one = talk.say(ann, "one");

        assertThat(store.fault(bob, new Command.SendReceipt(talk.team, one.time(), null)))
                .isEqualTo(Fault.INVALID);
    }

    @Test
    void s1MessagesOfManyTeamsInOneTickAreEachStoredInTheirTeam() {
        List<TeamTalk> talks = new ArrayList<>(List.of(talk));
        for (int i = 0; i < 5; i++) {
            talks.add(TeamTalk.begin(store, Scene.SUPER_TEAM, Map.of(TeamField.NAME, "n"), "ann", "bob"));
        }
        List<Future<Outcome>> asked = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            TeamTalk to = talks.get(i % talks.size());
            asked.add(to.saying(i % 2 == 0 ? ann : i % 7 == 0 ? eve : bob, "m" + i));
        }
        asked.forEach(TeamSendTest::settled);

        for (int t = 0; t < talks.size(); t++) {
            List<String> expected = new ArrayList<>();
            for (int i = t; i < 300; i += talks.size()) {
                if (i % 2 == 0 || i % 7 != 0) {
                    expected.add("m" + i);
                }
            }
            assertThat(talks.get(t).missed(bob)).isEqualTo(expected);
        }
    }

    private static boolean settled(Future<Outcome> outcome) {
        try {
            return TestStore.await(outcome) != null;
        } catch (FaultException refusal) {
            return false;
        }
    }

    @Test
    void t3ARemovalThatRacesSendsIsOrdered(Vertx vertx, RedisExtension.TestRedis redis) {
        try (TestStore other = TestStore.open(vertx, redis.config(), redis.target())) {
            Conversation team = talk.team;
            List<Future<Outcome>> sends = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sends.add(other.ask(bob, TeamTalk.sending(talk.text("m" + i, "m" + i))));
                if (i == 20) {
                    sends.forEach(TestStore::await);
                }
            }
            long removed = talk.remove("bob");
            long stored = sends.stream().filter(TeamSendTest::settled).count();

            List<Message> log = store.history(ann, team);
            assertThat(store.missed(ann, team).stream()
                            .filter(entry -> entry.from().equals("bob")))
                    .hasSize((int) stored)
                    .allMatch(entry -> entry.time() < removed);
            assertThat(log).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
            assertThat(store.fault(bob, TeamTalk.sending(talk.text("late", "late"))))
                    .isEqualTo(Fault.NOT_A_MEMBER);
        }
    }
}
