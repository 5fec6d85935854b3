package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static io.posthouse.store.TestStore.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.RecallConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.Recalled;
import io.posthouse.model.RelationKind;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class RecallTest {
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

    private Command.Recall recall(Message message) {
        return new Command.Recall(
                message.conversation(), message.from(), message.draft().idClient(), message.idServer(), "ps", "at");
    }

    @Test
    void r1TheSenderRecallsWithinTheWindow() {
        Message message = store.send(ann, "bob", "one", "i1");

        Outcome outcome = store.run(ann, recall(message));

        Recalled recalled = ((Answer.RecallDone) outcome.answer()).recalled();
        assertThat(recalled.seq()).isEqualTo(2);
        assertThat(recalled.messageSeq()).isEqualTo(1);
        assertThat(recalled.messageTime()).isEqualTo(message.time());
        assertThat(recalled.idServer()).isEqualTo(message.idServer());
        assertThat(recalled.ps()).isEqualTo("ps");
        assertThat(recalled.attach()).isEqualTo("at");
        assertThat(outcome.pushes()).singleElement().satisfies(push -> {
            assertThat(push.accounts()).containsExactlyInAnyOrder("ann", "bob");
            assertThat(push.exceptConnection()).isEqualTo(ann.connectionId());
            assertThat(push.event()).isEqualTo(new Event.Arrived(recalled, message.time()));
        });
    }

    @Test
    void r1ARecallWithoutIdServerIsFoundByItsIdClient() {
        Message message = store.send(ann, "bob", "one", "i1");

        Recalled recalled = store.answer(
                        ann, new Command.Recall(CHAT, "ann", "i1", "", null, null), Answer.RecallDone.class)
                .recalled();

        assertThat(recalled.idServer()).isEqualTo(message.idServer());
        assertThat(recalled.ps()).isNull();
    }

    @Test
    void r2ARecallAfterTheWindowIsRefused(Vertx vertx, RedisExtension.TestRedis redis) {
        Config brief = TestConfig.of(redis.config())
                .with(new RecallConfig(Duration.ofMillis(1)))
                .build();
        Message message = store.send(ann, "bob", "one", "i1");
        store.send(ann, "bob", "two", "i2");
        try (TestStore other = TestStore.open(vertx, brief, redis.target())) {
            assertThat(other.fault(ann, recall(message))).isEqualTo(Fault.RECALL_WINDOW_CLOSED);
        }
        assertThat(store.history(bob, CHAT)).hasSize(2);
    }

    @Test
    void r1AWindowOfZeroTurnsRecallOff(Vertx vertx, RedisExtension.TestRedis redis) {
        Config off = TestConfig.of(redis.config())
                .with(new RecallConfig(Duration.ZERO))
                .build();
        Message message = store.send(ann, "bob", "one", "i1");
        try (TestStore other = TestStore.open(vertx, off, redis.target())) {
            assertThat(other.fault(ann, recall(message))).isEqualTo(Fault.NOT_RECALLABLE);
        }
    }

    @Test
    void r2WhatWasNeverStoredOrIsSomebodyElsesOrWasRecalledBeforeIsNotFound() {
        Message message = store.send(ann, "bob", "one", "i1");

        assertThat(store.fault(ann, new Command.Recall(CHAT, "ann", "i9", "", null, null)))
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(ann, new Command.Recall(CHAT, "ann", "i1", "9000000000001", null, null)))
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(bob, recall(message))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(device("eve", "d"), new Command.Recall(CHAT, "eve", "i1", "", null, null)))
                .isEqualTo(Fault.NOT_FOUND);
        store.run(ann, recall(message));
        assertThat(store.fault(ann, recall(message))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void r2ARefusedMessageCannotBeRecalled() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        Message message = store.send(ann, "bob", "one", "i1");
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", false));

        assertThat(store.fault(ann, recall(message))).isEqualTo(Fault.NOT_RECALLABLE);
    }

    @Test
    void r2NothingCanBeRecalledAsLongAsTheReceiverHasBlockedTheSender() {
        Message message = store.send(ann, "bob", "one", "i1");
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));

        assertThat(store.fault(ann, recall(message))).isEqualTo(Fault.NOT_RECALLABLE);

        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", false));
        store.answer(ann, recall(message), Answer.RecallDone.class);
    }

    @Test
    void r3ADeviceThatWasAwayIsToldOfTheRecallUntilItAcknowledgesIt() {
        store.sync(bob);
        Message message = store.send(ann, "bob", "one", "i1");
        Recalled recalled =
                store.answer(ann, recall(message), Answer.RecallDone.class).recalled();

        SyncedUp first = store.sync(bob);
        store.run(bob, new Command.Acknowledge(List.of(new Command.SessionMark(CHAT, recalled.time())), 0));
        SyncedUp second = store.sync(bob);

        assertThat(first.recalls).containsExactly(recalled);
        assertThat(second.recalls).isEmpty();
    }

    @Test
    void r4ARecalledMessageIsInNoHistoryNoSyncAndDoesNotCount() {
        store.sync(bob);
        Message message = store.send(ann, "bob", "one", "i1");
        store.send(ann, "bob", "two", "i2");
        store.run(ann, recall(message));

        SyncedUp synced = store.sync(bob);

        assertThat(synced.offlineTexts()).containsExactly("two");
        assertThat(synced.states.get(0).unread()).isEqualTo(1);
        assertThat(store.history(ann, CHAT)).hasSize(1);
        assertThat(store.missed(bob, CHAT)).hasSize(2);
    }

    @Test
    void r4AResendDoesNotBringARecalledMessageBack() {
        Message message = store.send(ann, "bob", "one", "i1");
        store.run(ann, recall(message));

        Outcome again = store.run(ann, new Command.Send(text("bob", "one", "i1")));

        assertThat(((Answer.Sent) again.answer()).duplicate()).isTrue();
        assertThat(((Answer.Sent) again.answer()).message().idServer()).isEqualTo(message.idServer());
        assertThat(again.pushes()).isEmpty();
        assertThat(store.history(bob, CHAT)).isEmpty();
    }
}
