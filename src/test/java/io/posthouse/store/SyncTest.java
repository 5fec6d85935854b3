package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static io.posthouse.store.TestStore.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.SyncConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import io.posthouse.model.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class SyncTest {
    private static final Conversation CHAT = Conversation.between("ann", "bob");

    private final Caller ann = device("ann", "d1");
    private final Caller ann2 = device("ann", "d2");
    private final Caller bob = device("bob", "d3");
    private final Caller bob2 = device("bob", "d4");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    TestStore store() {
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Draft with(String to, String body, Setting setting) {
        return new Draft(
                Scene.P2P, to, MessageType.TEXT, body, null, body, null, null, setting, null, null, null, false);
    }

    @Test
    void d3WhatNoDeviceHasAcknowledgedIsOfflineForEachDeviceUntilOneAcknowledges() {
        store.sync(bob);
        store.sync(bob2);
        Message one = store.send(ann, "bob", "one", "i1");
        Message two = store.send(ann, "bob", "two", "i2");

        assertThat(store.sync(bob).offlineTexts()).containsExactly("one", "two");
        assertThat(store.sync(bob2).offlineTexts()).containsExactly("one", "two");
        store.acknowledge(bob, one);
        assertThat(store.sync(bob).offlineTexts()).containsExactly("two");
        assertThat(store.sync(bob2).offlineTexts()).containsExactly("two");
        store.acknowledge(bob2, two);
        assertThat(store.sync(bob).offlineTexts()).isEmpty();
    }

    @Test
    void d4WhatAnotherDeviceAcknowledgedIsRoamingUntilThisOneHasAcknowledged() {
        store.sync(bob);
        store.sync(bob2);
        Message one = store.send(ann, "bob", "one", "i1");
        store.acknowledge(bob, one);

        SyncedUp second = store.sync(bob2);
        store.acknowledge(bob2, one);

        assertThat(second.roamingTexts()).containsExactly("one");
        assertThat(second.offline).isEmpty();
        assertThat(store.sync(bob2).roaming).isEmpty();
        assertThat(store.sync(bob).roaming).isEmpty();
    }

    @Test
    void d4WhatAnotherDeviceOfTheAccountSentIsRoamingAndOnesOwnIsNot() {
        store.sync(ann);
        store.sync(ann2);
        store.send(ann, "bob", "mine", "i1");

        assertThat(store.sync(ann2).roamingTexts()).containsExactly("mine");
        assertThat(store.sync(ann).roaming).isEmpty();
    }

    @Test
    void d4ANewDeviceGetsTheLastMessagesOfTheLatestSessions(Vertx vertx, RedisExtension.TestRedis redis) {
        SyncConfig base = SyncConfig.DEFAULT;
        Config few = TestConfig.of(redis.config())
                .with(new SyncConfig(
                        base.offlineAge(),
                        base.offlinePerSessionMax(),
                        base.roamingAge(),
                        3,
                        2,
                        base.healInterval(),
                        base.acknowledgeDelay()))
                .build();
        try (TestStore limited = TestStore.open(vertx, few, redis.target())) {
            limited.sync(ann);
            long lastTime = 0;
            for (String to : List.of("bob", "carl", "dora")) {
                for (int i = 1; i <= 5; i++) {
                    lastTime = Math.max(
                            lastTime, limited.send(ann, to, to + i, to + i).time());
                }
            }
            limited.syncPast(bob, lastTime);

            SyncedUp fresh = limited.sync(ann2);
            SyncedUp again = limited.sync(ann2);

            assertThat(fresh.roamingTexts()).containsExactly("dora3", "dora4", "dora5", "carl3", "carl4", "carl5");
            assertThat(fresh.sessions)
                    .allSatisfy(session -> assertThat(session.cutBefore()).isEqualTo(3));
            assertThat(again.roamingTexts()).isEqualTo(fresh.roamingTexts());
        }
    }

    @Test
    void d4ANewDeviceIsToldOfflineMessagesOfOlderSessionsToo(Vertx vertx, RedisExtension.TestRedis redis) {
        SyncConfig base = SyncConfig.DEFAULT;
        Config few = TestConfig.of(redis.config())
                .with(new SyncConfig(
                        base.offlineAge(),
                        base.offlinePerSessionMax(),
                        base.roamingAge(),
                        100,
                        1,
                        base.healInterval(),
                        base.acknowledgeDelay()))
                .build();
        try (TestStore limited = TestStore.open(vertx, few, redis.target())) {
            limited.send(device("eve", "d"), "ann", "from eve", "i1");
            limited.send(bob, "ann", "from bob", "i1");

            assertThat(limited.sync(ann).offlineTexts()).containsExactlyInAnyOrder("from bob", "from eve");
        }
    }

    @Test
    void d5NothingIsBothOfflineAndRoaming() {
        store.sync(bob);
        store.sync(bob2);
        Message one = store.send(ann, "bob", "one", "i1");
        store.acknowledge(bob, one);
        store.send(ann, "bob", "two", "i2");
        store.send(bob, "ann", "mine", "i3");

        SyncedUp second = store.sync(bob2);

        assertThat(second.roamingTexts()).containsExactly("one", "mine");
        assertThat(second.offlineTexts()).containsExactly("two");
    }

    @Test
    void d5AnAcknowledgementNeverMovesBackAndNeverPastWhatThereIs() {
        store.sync(bob);
        Message one = store.send(ann, "bob", "one", "i1");
        store.run(bob, new Command.Acknowledge(List.of(new Command.SessionMark(CHAT, one.time() + 1_000_000)), 0));
        store.run(bob, new Command.Acknowledge(List.of(new Command.SessionMark(CHAT, 1)), 0));
        store.send(ann, "bob", "two", "i2");

        assertThat(store.sync(bob).offlineTexts()).containsExactly("two");
    }

    @Test
    void aLongSessionComesInPagesInOrderAndWhole() {
        store.sync(bob);
        List<Future<Outcome>> sends = new ArrayList<>();
        for (int i = 0; i < 730; i++) {
            sends.add(store.ask(ann, new Command.Send(text("bob", "m" + i, "i" + i))));
        }
        sends.forEach(TestStore::await);

        SyncedUp synced = store.sync(bob);

        assertThat(synced.offline).hasSize(730).isSortedAccordingTo(java.util.Comparator.comparing(Message::seq));
        assertThat(synced.states.get(0).unread()).isEqualTo(730);
        SessionSync page = answerMore(synced.sessions.get(0).nextAfter());
        assertThat(page.nextAfter()).as("the second page is not the last").isPositive();
        assertThat(page.state().last())
                .as("each page tells the session whole, or a client would forget its last message")
                .isEqualTo(synced.offline.get(729));
    }

    private SessionSync answerMore(long after) {
        return store.answer(bob, new Command.SyncMore(CHAT, after), Answer.SyncPage.class)
                .sessions()
                .get(0);
    }

    @Test
    void manySessionsComeInPagesTheMostRecentlyChangedFirst() {
        store.sync(ann);
        List<Future<Outcome>> sends = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            sends.add(store.ask(device("peer" + i, "d"), new Command.Send(text("ann", "m" + i, "i"))));
        }
        sends.forEach(TestStore::await);

        SyncedUp synced = store.sync(ann);

        assertThat(synced.offline).hasSize(130);
        assertThat(synced.pages).hasSizeGreaterThan(2);
        assertThat(synced.states)
                .isSortedAccordingTo(
                        java.util.Comparator.comparing(SessionState::changedAt).reversed());
    }

    @Test
    void aSessionThatMovesToTheTopBetweenPagesIsStillTold() {
        store.sync(ann);
        for (int i = 0; i < 60; i++) {
            store.send(device("peer" + i, "d"), "ann", "first" + i, "i");
        }
        Answer.SyncPage first = store.answer(ann, new Command.Sync(0, 0, ""), Answer.SyncPage.class);
        store.send(device("peer3", "d"), "ann", "second", "i2");

        List<String> rest = new ArrayList<>();
        for (String page = first.nextPage(); !page.isEmpty(); ) {
            Answer.SyncPage next = store.answer(ann, new Command.Sync(0, 0, page), Answer.SyncPage.class);
            next.sessions()
                    .forEach(s -> s.offline().forEach(m -> rest.add(m.draft().body())));
            page = next.nextPage();
        }

        assertThat(rest).contains("first3", "second");
    }

    @Test
    void d7ASessionThatChangedSinceIsToldWithoutMessagesIfNothingIsUndelivered() {
        store.sync(bob);
        Message one = store.send(ann, "bob", "one", "i1");
        store.acknowledge(bob, one);
        SyncedUp before = store.syncPast(bob, one.time());
        long since = before.pages.get(0).syncTime();
        assertThat(store.sync(bob, since, 0).states).isEmpty();

        store.run(bob, new Command.MarkRead(List.of(new Command.SessionMark(CHAT, one.time()))));

        SyncedUp after = store.sync(bob, since, 0);
        assertThat(after.states).singleElement().satisfies(s -> assertThat(s.readTime())
                .isEqualTo(one.time()));
        assertThat(after.offline).isEmpty();
    }

    @Test
    void d7WhatIsSyncedUpIsNotLookedAtAgain() {
        store.sync(bob);
        Message one = store.send(ann, "bob", "one", "i1");
        SyncedUp synced = store.syncPast(bob, one.time());
        long time = synced.pages.get(0).syncTime();
        store.run(
                bob,
                new Command.Acknowledge(
                        List.of(new Command.SessionMark(
                                CHAT, synced.offline.get(0).time())),
                        time));

        assertThat(store.sync(bob, time, 0).states).isEmpty();
    }

    @Test
    void d8NeedOfflineFalseIsNotKeptForDevicesThatAreAway() {
        store.sync(bob);
        store.run(ann, new Command.Send(with("bob", "one", new Setting(true, true, false, true, true, false))));

        assertThat(store.sync(bob).offline).isEmpty();
        assertThat(store.missed(bob, CHAT)).hasSize(1);
    }

    @Test
    void d8NeedRoamingFalseIsNoRoamingMessage() {
        store.sync(bob);
        store.sync(bob2);
        store.sync(ann2);
        Message one = store.answer(
                        ann,
                        new Command.Send(with("bob", "one", new Setting(true, false, true, true, true, false))),
                        Answer.Sent.class)
                .message();
        assertThat(store.sync(bob2).offlineTexts()).containsExactly("one");
        store.acknowledge(bob, one);

        assertThat(store.sync(bob2).roaming).isEmpty();
        assertThat(store.sync(ann2).roaming).isEmpty();
    }

    @Test
    void s6NeedSelfSyncFalseIsNoCopyForOnesOtherDevices() {
        store.sync(ann2);
        store.run(ann, new Command.Send(with("bob", "one", new Setting(true, true, true, false, true, false))));

        assertThat(store.sync(ann2).roaming).isEmpty();
        assertThat(store.history(ann2, CHAT)).hasSize(1);
    }

    @Test
    void s5ARefusedMessageReachesOnlyTheSendersOtherDevices() {
        store.sync(ann2);
        store.sync(bob);
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        store.send(ann, "bob", "one", "i1");

        assertThat(store.sync(bob).offline).isEmpty();
        assertThat(store.sync(ann2).roaming).singleElement().satisfies(m -> assertThat(m.refused())
                .isTrue());
    }

    @Test
    void theFirstSyncOfAClientWithoutStateBringsTheRelations() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        store.run(bob, new Command.SetRelation(RelationKind.MUTE, "carl", true));

        Answer.SyncPage page = store.sync(bob).pages.get(0);

        assertThat(page.relations()).isEqualTo(new Answer.Relations(List.of("ann"), List.of("carl")));
        assertThat(page.changes()).isEmpty();
        assertThat(page.changeNumber()).isEqualTo(2);
    }

    @Test
    void aClientWithStateGetsTheChangesItMissed() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        long since = store.sync(bob).pages.get(0).syncTime();
        store.run(bob, new Command.SetRelation(RelationKind.MUTE, "carl", true));

        SyncedUp synced = store.sync(bob, since, 1);

        assertThat(synced.pages.get(0).relations()).isNull();
        assertThat(synced.changes).singleElement().satisfies(change -> {
            assertThat(change.number()).isEqualTo(2);
            assertThat(((Event.Change.RelationChanged) change.change()).other()).isEqualTo("carl");
        });
    }

    @Test
    void aPageTokenThatIsNotOursIsInvalid() {
        assertThat(store.fault(bob, new Command.Sync(0, 0, "down!1!2"))).isEqualTo(Fault.INVALID);
    }
}
