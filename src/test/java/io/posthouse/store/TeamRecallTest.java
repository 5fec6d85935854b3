package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.RecallConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Recalled;
import io.posthouse.team.TeamAction;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamRecallTest {
    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private final Caller carl = device("carl", "d3");
    private final Caller dora = device("dora", "d4");
    private TestStore store;
    private TeamTalk talk;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        talk = TeamTalk.begin(store, "ann", "bob", "carl", "dora");
        talk.manager("bob");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void r1TheSenderTheOwnerAndAManagerRecallAndTheTeamIsTold() {
        store.run(ann, new Command.WatchTeams(List.of(talk.team), "posthouse.node.a.0", true));
        Message one = talk.say(carl, "one");
        Message two = talk.say(carl, "two");
        Message three = talk.say(carl, "three");

        talk.recall(carl, one);
        talk.recall(ann, two);
        Outcome outcome = store.run(bob, talk.recalling(three));

        Recalled recalled = ((Answer.RecallDone) outcome.answer()).recalled();
        assertThat(recalled.from()).isEqualTo("bob");
        assertThat(recalled.messageFrom()).isEqualTo("carl");
        assertThat(recalled.idServer()).isEqualTo(three.idServer());
        assertThat(recalled.messageTime()).isEqualTo(three.time());
        assertThat(recalled.ps()).isEqualTo("ps");
        assertThat(outcome.pushes())
                .containsExactly(Push.toTeam(
                        talk.team,
                        List.of("posthouse.node.a.0"),
                        List.of(),
                        new Event.Arrived(recalled, previous(recalled)),
                        bob.connectionId()));
        assertThat(talk.missed(dora)).isEmpty();
        assertThat(talk.history(dora)).isEmpty();
        assertThat(store.sync(dora).recalls)
                .extracting(Recalled::messageSeq)
                .containsExactly(one.seq(), two.seq(), three.seq());
    }

    private long previous(Recalled recalled) {
        return store.missed(ann, talk.team).stream()
                .filter(entry -> entry.seq() == recalled.seq() - 1)
                .mapToLong(Entry::time)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void r2AMemberCannotRecallWhatSomebodyElseSaid() {
        Message one = talk.say(carl, "one");

        assertThat(store.fault(dora, talk.recalling(one))).isEqualTo(Fault.FORBIDDEN);
        assertThat(talk.missed(ann)).containsExactly("one");
    }

    @Test
    void r1AManagersMessageIsTheOwnersToRecallAndTheOwnersAManagers() {
        Message managers = talk.say(bob, "one");
        Message owners = talk.say(ann, "two");

        talk.recall(ann, managers);
        talk.recall(bob, owners);

        assertThat(talk.missed(dora)).isEmpty();
    }

    @Test
    void r2WhatWasRecalledNeverStoredOrIsNoMessageCannotBeRecalled() {
        Message one = talk.say(carl, "one");
        talk.recall(carl, one);
        Message notification = store.missed(ann, talk.team).stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .filter(message -> message.draft().type() == MessageType.NOTIFICATION)
                .findFirst()
                .orElseThrow();

        assertThat(store.fault(carl, talk.recalling(one))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(ann, talk.recalling(one))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(ann, recall("carl", "never", ""))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(ann, talk.recalling(notification))).isEqualTo(Fault.NOT_RECALLABLE);
        Message two = talk.say(carl, "two");
        assertThat(store.fault(carl, recall("carl", "two", one.idServer()))).isEqualTo(Fault.NOT_FOUND);
        assertThat(talk.missed(ann)).containsExactly(two.draft().body());
    }

    private Command recall(String from, String idClient, String idServer) {
        return new Command.Granted(
                new Command.Recall(talk.team, from, idClient, idServer, null, null),
                List.of(TeamAction.RECALL_OTHERS.grant()));
    }

    @Test
    void r1OnlyMembersOfALivingTeamRecall() {
        Message one = talk.say(carl, "one");
        Message two = talk.say(dora, "two");
        talk.remove("carl");

        assertThat(store.fault(carl, talk.recalling(one))).isEqualTo(Fault.NOT_A_MEMBER);
        assertThat(store.fault(device("eve", "d"), talk.recalling(one))).isEqualTo(Fault.NOT_A_MEMBER);
        talk.recall(ann, one);
        talk.dismiss();
        assertThat(store.fault(dora, talk.recalling(two))).isEqualTo(Fault.NOT_FOUND);
        assertThat(talk.missed(bob)).containsExactly("two");
    }

    @Test
    void r1TheServerRecallsForAnybody() {
        Message one = talk.say(carl, "one");

        talk.recall(Caller.server("ann"), one);

        assertThat(talk.missed(bob)).isEmpty();
    }

    @Test
    void r5TheWindowIsOneForEverybody(Vertx vertx, RedisExtension.TestRedis redis) {
        Message one = talk.say(carl, "one");
        try (TestStore late = TestStore.open(
                vertx,
                TestConfig.of(redis.config())
                        .with(new RecallConfig(Duration.ofMillis(1)))
                        .build(),
                redis.target())) {
            RedisProcess.awaitUntil(
                    "the window closes",
                    () -> TestStore.await(late.ask(ann, new Command.GetTeamMarks(List.of(), 0)))
                                            .answer()
                                    instanceof Answer.TeamMarks marks
                            && marks.storeTime() > one.time() + 1);

            assertThat(late.fault(carl, talk.recalling(one))).isEqualTo(Fault.RECALL_WINDOW_CLOSED);
            assertThat(late.fault(ann, talk.recalling(one))).isEqualTo(Fault.RECALL_WINDOW_CLOSED);
        }
        assertThat(talk.missed(bob)).containsExactly("one");
    }

    @Test
    void r1ARecallOfATeamNeedsItsRowsAndAValidTeam() {
        Message one = talk.say(carl, "one");
        Command.Recall plain = new Command.Recall(talk.team, "carl", "one", one.idServer(), null, null);

        assertThat(store.fault(carl, plain)).isEqualTo(Fault.INVALID);
        assertThat(store.fault(carl, new Command.Granted(plain, List.of()))).isEqualTo(Fault.FORBIDDEN);
    }
}
