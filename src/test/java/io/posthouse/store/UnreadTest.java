package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.Setting;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class UnreadTest {
    private static final Conversation CHAT = Conversation.between("ann", "bob");

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d3");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void read(Caller caller, long time) {
        store.run(caller, new Command.MarkRead(List.of(new Command.SessionMark(CHAT, time))));
    }

    @Test
    void c3MessagesOfTheOtherPastTheReadMarkAreUnread() {
        Message one = store.send(ann, "bob", "one", "i1");
        store.send(bob, "ann", "mine", "i1");
        store.send(ann, "bob", "two", "i2");
        store.send(ann, "bob", "three", "i3");
        assertThat(store.state(bob, CHAT).unread()).isEqualTo(3);
        assertThat(store.state(ann, CHAT).unread()).isEqualTo(1);

        read(bob, one.time());

        assertThat(store.state(bob, CHAT).unread()).isEqualTo(2);
    }

    @Test
    void c3AReadMarkNeverMovesBackNorPastTheEndAndIsToldToTheOtherDevices() {
        Message one = store.send(ann, "bob", "one", "i1");

        Outcome outcome =
                store.run(bob, new Command.MarkRead(List.of(new Command.SessionMark(CHAT, one.time() + 1_000_000))));
        Outcome back = store.run(bob, new Command.MarkRead(List.of(new Command.SessionMark(CHAT, 1))));

        SessionState state = ((Answer.ReadMarks) outcome.answer()).sessions().get(0);
        assertThat(state.readTime()).isEqualTo(one.time());
        assertThat(outcome.pushes()).singleElement().satisfies(push -> {
            assertThat(push.accounts()).containsExactly("bob");
            assertThat(push.exceptConnection()).isEqualTo(bob.connectionId());
            assertThat(push.event()).isEqualTo(new Event.SessionRead(CHAT, one.time(), 0, state.changedAt()));
        });
        assertThat(back.pushes()).isEmpty();
        assertThat(store.state(bob, CHAT).readTime()).isEqualTo(one.time());
    }

    @Test
    void c3WhatDoesNotUpdateTheSessionDoesNotCount() {
        Setting quiet = new Setting(true, true, true, true, false, false);
        store.run(
                ann,
                new Command.Send(new Draft(
                        Scene.P2P,
                        "bob",
                        MessageType.TEXT,
                        "one",
                        null,
                        "i1",
                        null,
                        null,
                        quiet,
                        null,
                        null,
                        null,
                        false)));

        assertThat(store.state(bob, CHAT).unread()).isZero();
    }

    @Test
    void c3ARecalledOrDeletedMessageDoesNotCountAndBothAtOnceNotTwice() {
        Message one = store.send(ann, "bob", "one", "i1");
        store.send(ann, "bob", "two", "i2");
        Message three = store.send(ann, "bob", "three", "i3");

        store.run(bob, new Command.DeleteMessages(List.of(deleted(one))));
        store.run(ann, new Command.Recall(CHAT, "ann", "i1", "", null, null));
        store.run(ann, new Command.Recall(CHAT, "ann", "i3", three.idServer(), null, null));

        assertThat(store.state(bob, CHAT).unread()).isEqualTo(1);
    }

    @Test
    void c3UnreadIsRightWhenTheMessageAtTheReadMarkIsRecalled() {
        Message one = store.send(ann, "bob", "one", "i1");
        Message two = store.send(ann, "bob", "two", "i2");
        read(bob, two.time());
        store.run(ann, new Command.Recall(CHAT, "ann", "i2", "", null, null));
        store.run(ann, new Command.Recall(CHAT, "ann", "i1", one.idServer(), null, null));
        store.send(ann, "bob", "three", "i3");

        assertThat(store.state(bob, CHAT).unread()).isEqualTo(1);
    }

    @Test
    void c1AReceiptIsToldToThePeerAndNeverMovesBack() {
        Message one = store.send(ann, "bob", "one", "i1");

        Outcome outcome = store.run(bob, new Command.SendReceipt(CHAT, one.time(), "i1"));
        Outcome back = store.run(bob, new Command.SendReceipt(CHAT, one.time() - 5, "i0"));

        assertThat(outcome.answer()).isEqualTo(new Answer.ReceiptSent(CHAT, one.time()));
        assertThat(outcome.pushes()).singleElement().satisfies(push -> {
            assertThat(push.accounts()).containsExactlyInAnyOrder("ann", "bob");
            Event.ReceiptMoved moved = (Event.ReceiptMoved) push.event();
            assertThat(moved.reader()).isEqualTo("bob");
            assertThat(moved.time()).isEqualTo(one.time());
            assertThat(moved.changedAt()).isEqualTo(store.state(ann, CHAT).changedAt());
        });
        assertThat(back.answer()).isEqualTo(new Answer.ReceiptSent(CHAT, one.time()));
        assertThat(back.pushes()).isEmpty();
        assertThat(store.state(ann, CHAT).peerReceiptTime()).isEqualTo(one.time());
        assertThat(store.state(bob, CHAT).receiptTime()).isEqualTo(one.time());
    }

    @Test
    void c1AReceiptIsToldAtTheNextLoginOfThePeer() {
        store.sync(ann);
        Message one = store.send(ann, "bob", "one", "i1");
        long since = store.sync(ann).pages.get(0).syncTime();
        store.run(bob, new Command.SendReceipt(CHAT, one.time(), "i1"));

        assertThat(store.sync(ann, since, 0).states)
                .singleElement()
                .satisfies(state -> assertThat(state.peerReceiptTime()).isEqualTo(one.time()));
    }

    @Test
    void d2TheHighWaterMarkTellsWhatChangedAndAgreesWithTheState() {
        Message one = store.send(ann, "bob", "one", "i1");
        Answer.HighWater first = store.answer(
                bob, new Command.GetHighWater(List.of("ann", "bob", "carl"), one.time() - 1), Answer.HighWater.class);
        store.run(bob, new Command.SendReceipt(CHAT, one.time(), "i1"));
        Answer.HighWater second = store.answer(
                bob, new Command.GetHighWater(List.of("ann", "bob"), one.time() + 100_000), Answer.HighWater.class);

        assertThat(first.marks())
                .containsExactlyInAnyOrder(
                        new Answer.Mark("ann", CHAT, one.time()), new Answer.Mark("bob", CHAT, one.time()));
        assertThat(first.changeNumbers()).isEqualTo(Map.of("ann", 0L, "bob", 0L, "carl", 0L));
        assertThat(second.marks().stream().filter(mark -> mark.changedAt() > one.time() + 100_000))
                .isEmpty();
        assertThat(second.storeTime()).isGreaterThan(1_600_000_000_000L);
    }

    private static Event.DeletedMessage deleted(Message message) {
        return new Event.DeletedMessage(
                message.conversation(),
                message.idServer(),
                message.draft().idClient(),
                message.from(),
                message.time(),
                null);
    }
}
