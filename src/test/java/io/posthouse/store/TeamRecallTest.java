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
import io.posthouse.model.TeamField;
import io.posthouse.team.TeamAction;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static Push pushOf(Outcome recall) {
        return recall.pushes().get(0);
    }

    @Test
    void t3ANewcomerIsNotToldOfARecallOfWhatItNeverSaw() {
        Message before = talk.say(carl, "before");
        talk.join("eve");
        Message since = talk.say(carl, "since");

        Outcome ofBefore = store.run(ann, talk.recalling(before));
        Outcome ofSince = store.run(ann, talk.recalling(since));

        Caller eve = device("eve", "d5");
        assertThat(pushOf(ofBefore).unseenBy()).containsExactly("eve");
        assertThat(pushOf(ofSince).unseenBy()).isEmpty();
        assertThat(store.sync(eve).recalls).extracting(Recalled::messageSeq).containsExactly(since.seq());
        assertThat(recalls(eve)).containsExactly(since.seq());
        assertThat(recalls(dora)).containsExactly(before.seq(), since.seq());
    }

    @Test
    void r3ANewcomerWhoMaySeeWhatWasBeforeIsToldOfItsRecall() {
        talk.set(TeamField.HISTORY_MODE, "all");
        Message before = talk.say(carl, "before");
        talk.join("eve");

        Outcome recall = store.run(ann, talk.recalling(before));

        assertThat(pushOf(recall).unseenBy()).isEmpty();
        assertThat(store.sync(device("eve", "d5")).recalls)
                .extracting(Recalled::messageSeq)
                .containsExactly(before.seq());
    }

    @Test
    void r3WhoLeftIsToldOfRecallsOfWhatItSawAndOfNothingElse() {
        Message seen = talk.say(carl, "seen");
        store.sync(dora);
        talk.remove("dora");
        Message unseen = talk.say(carl, "unseen");

        Outcome ofSeen = store.run(ann, talk.recalling(seen));
        Outcome ofUnseen = store.run(ann, talk.recalling(unseen));
        talk.say(carl, "later");

        assertThat(pushOf(ofSeen).accounts()).containsExactly("dora");
        assertThat(pushOf(ofUnseen).accounts()).isEmpty();
        assertThat(recalls(dora)).containsExactly(seen.seq());
        assertThat(talk.missed(dora)).isEmpty();
        SyncedUp atLogin = store.sync(dora);
        assertThat(atLogin.recalls).extracting(Recalled::messageSeq).containsExactly(seen.seq());
        assertThat(store.sync(dora).recalls).as("until it is acknowledged").hasSize(1);
        long time = atLogin.recalls.get(0).time();
        store.run(dora, new Command.Acknowledge(List.of(new Command.SessionMark(talk.team, time)), 0));
        assertThat(store.sync(dora).recalls).isEmpty();
    }

    /** One of these fills a page of the sync to its end. */
    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18, 19, 20, 21, 40})
    void r3WhoLeftIsToldOfARecallHoweverManyMessagesWaitForIt(int waiting) {
        Message recalled = talk.say(carl, "recalled");
        IntStream.range(0, waiting).forEach(i -> talk.say(carl, "waits " + i));
        talk.remove("dora");

        talk.recall(carl, recalled);

        assertThat(store.sync(dora).recalls).extracting(Recalled::messageSeq).containsExactly(recalled.seq());
    }

    @Test
    void r3WhoWasAwayFromTheTeamWhenItWasRecalledIsToldOnceItIsBack() {
        Message seen = talk.say(carl, "seen");
        talk.remove("dora");
        Message unseen = talk.say(carl, "unseen");
        talk.recall(ann, seen);
        talk.recall(ann, unseen);

        talk.join("dora");
        talk.say(carl, "again");

        assertThat(store.sync(dora).recalls).extracting(Recalled::messageSeq).containsExactly(seen.seq());
        assertThat(recalls(dora)).containsExactly(seen.seq());
        assertThat(talk.missed(dora)).containsExactly("again");
    }

    @Test
    void r3WhatIsKeptOfThoseWhoCameAndWentIsBounded(RedisExtension.TestRedis redis) {
        Keys keys = new Keys(redis.keyPrefix());
        Message one = talk.say(carl, "one");
        Call many = Call.of(io.vertx.redis.client.Command.ZADD).key(keys.moves(talk.team));
        for (int i = 0; i < 1_500; i++) {
            many.arg(one.time() + 1).arg("came-" + i);
        }
        store.raw(many);

        talk.remove("dora");

        assertThat(store.raw(Call.of(io.vertx.redis.client.Command.ZCARD).key(keys.moves(talk.team)))
                        .get()
                        .toLong())
                .isEqualTo(1_000);
        assertThat(store.raw(Call.of(io.vertx.redis.client.Command.PTTL).key(keys.moves(talk.team)))
                        .get()
                        .toLong())
                .isPositive();
        assertThat(pushOf(store.run(ann, talk.recalling(one))).accounts())
                .as("the last ones")
                .containsExactly("dora");
    }

    /** The seqs of the messages whose recall a live connection that missed it all would be told of. */
    private List<Long> recalls(Caller caller) {
        return store.missed(caller, talk.team).stream()
                .filter(Recalled.class::isInstance)
                .map(entry -> ((Recalled) entry).messageSeq())
                .toList();
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
