package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static io.posthouse.store.TestStore.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class SendTest {
    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void s1TheAnswerCarriesTheDurabilityThatWasReached() {
        Answer.Sent sent = store.answer(ann, new Command.Send(text("bob", "one", "i1")), Answer.Sent.class);

        assertThat(sent.durability()).isEqualTo("memory");
        assertThat(sent.duplicate()).isFalse();
    }

    @Test
    void m2EverythingOfTheDraftIsStoredAndReadBack() {
        Draft draft = new Draft(
                Scene.P2P,
                "bob",
                MessageType.CUSTOM,
                "b\"\n\u00e9\ud83d\ude00",
                "{\"a\":1}",
                "i-1",
                "ext",
                7,
                new Setting(true, false, true, false, true, true),
                "{\"p\":1}",
                "{\"t\":1}",
                "{\"x\":1}",
                true);

        Message sent = store.answer(
                        new Caller("ann", "d1", ClientType.IOS, "n-0-1", "Ann"),
                        new Command.Send(draft),
                        Answer.Sent.class)
                .message();
        Answer.Missed read = store.answer(
                bob, new Command.ReadMissed(Conversation.between("ann", "bob"), 0, 10), Answer.Missed.class);

        assertThat(sent.draft()).isEqualTo(draft);
        assertThat(sent.fromNick()).isEqualTo("Ann");
        assertThat(read.entries()).containsExactly(sent);
    }

    @Test
    void s3MessagesOfOneConversationAreNumberedWithoutGapsAndTimeRisesStrictly() {
        Message first = store.send(ann, "bob", "one", "i1");
        Message second = store.send(bob, "ann", "two", "i1");
        Message third = store.send(ann, "bob", "three", "i2");

        assertThat(first.seq()).isEqualTo(1);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(third.seq()).isEqualTo(3);
        assertThat(second.time()).isGreaterThan(first.time());
        assertThat(third.time()).isGreaterThan(second.time());
        assertThat(third.idServer()).hasSize(13).startsWith("3");
    }

    @Test
    void s3ManySendsOfOneTickKeepTheirOrderAndTellTheirPredecessor() {
        List<Future<Outcome>> sends = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sends.add(store.ask(ann, new Command.Send(text(i % 3 == 0 ? "carl" : "bob", "m" + i, "i" + i))));
        }

        long seq = 0;
        long time = 0;
        for (int i = 0; i < 300; i++) {
            Outcome outcome = TestStore.await(sends.get(i));
            Message message = ((Answer.Sent) outcome.answer()).message();
            if (message.draft().to().equals("bob")) {
                assertThat(message.seq()).isEqualTo(++seq);
                assertThat(((Event.Arrived) outcome.pushes().get(0).event()).previousTime())
                        .isEqualTo(time);
                time = message.time();
            }
        }
        assertThat(seq).isEqualTo(200);
    }

    @Test
    void idServerIsUniqueOverConversations() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(store.send(ann, "b" + i, "x", "i").idServer());
            ids.add(store.send(device("c" + i, "d"), "b" + i, "x", "i").idServer());
        }

        assertThat(ids).hasSize(100);
    }

    @Test
    void s2TheSameIdClientAgainYieldsTheFirstAnswer() {
        Message first = store.send(ann, "bob", "one", "i1");

        Outcome again = store.run(ann, new Command.Send(text("bob", "one", "i1")));

        Answer.Sent sent = (Answer.Sent) again.answer();
        assertThat(sent.duplicate()).isTrue();
        assertThat(sent.message()).isEqualTo(first);
        assertThat(((Event.Arrived) again.pushes().get(0).event()).entry()).isEqualTo(first);
    }

    @Test
    void s2TheSameIdClientTwiceInOneTickIsStoredOnce() {
        Future<Outcome> one = store.ask(ann, new Command.Send(text("bob", "one", "i1")));
        Future<Outcome> two = store.ask(ann, new Command.Send(text("bob", "one", "i1")));

        Message first = ((Answer.Sent) TestStore.await(one).answer()).message();
        Answer.Sent second = (Answer.Sent) TestStore.await(two).answer();
        assertThat(second.duplicate()).isTrue();
        assertThat(second.message().idServer()).isEqualTo(first.idServer());
        assertThat(store.send(ann, "bob", "next", "i2").seq()).isEqualTo(2);
    }

    @Test
    void s2AnotherSenderMayUseTheSameIdClient() {
        store.send(ann, "bob", "one", "i1");

        assertThat(store.send(bob, "ann", "two", "i1").seq()).isEqualTo(2);
    }

    @Test
    void s2SettingsMayDifferOnAResend() {
        store.send(ann, "bob", "one", "i1");
        Draft draft = text("bob", "one", "i1");
        Draft resend = new Draft(
                draft.scene(),
                draft.to(),
                draft.type(),
                draft.body(),
                null,
                draft.idClient(),
                "e",
                null,
                new Setting(false, false, false, false, false, true),
                null,
                null,
                null,
                false);

        Answer.Sent sent = store.answer(ann, new Command.Send(resend), Answer.Sent.class);

        assertThat(sent.duplicate()).isTrue();
        assertThat(sent.message().draft().setting()).isEqualTo(Setting.DEFAULT);
    }

    @Test
    void s2TheSameIdClientWithAnotherContentIsRefused() {
        store.send(ann, "bob", "one", "i1");

        assertThat(store.fault(ann, new Command.Send(text("bob", "other", "i1"))))
                .isEqualTo(Fault.CONTENT_DIFFERS);
        assertThat(store.fault(ann, new Command.Send(Draft.of(Scene.P2P, "bob", MessageType.TIP, "one", null, "i1"))))
                .isEqualTo(Fault.CONTENT_DIFFERS);
        assertThat(store.fault(ann, new Command.Send(Draft.of(Scene.P2P, "bob", MessageType.TEXT, "one", "", "i1"))))
                .isEqualTo(Fault.CONTENT_DIFFERS);
    }

    @Test
    void s5AMessageToOneWhoBlockedTheSenderIsRefusedAndIsNobodyElses() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));

        Outcome outcome = store.run(ann, new Command.Send(text("bob", "one", "i1")));
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", false));

        Conversation conversation = Conversation.between("ann", "bob");
        assertThat(((Answer.Sent) outcome.answer()).message().refused()).isTrue();
        assertThat(outcome.pushes())
                .allSatisfy(push -> assertThat(push.accounts()).containsExactly("ann"));
        assertThat(store.missed(bob, conversation)).isEmpty();
        assertThat(store.history(bob, conversation)).isEmpty();
        assertThat(store.history(ann, conversation)).singleElement().satisfies(m -> assertThat(m.refused())
                .isTrue());
        assertThat(store.send(ann, "bob", "two", "i2").refused()).isFalse();
    }

    @Test
    void s5AResendOfARefusedMessageStaysRefusedAfterTheBlockIsLifted() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        store.send(ann, "bob", "one", "i1");
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", false));

        Outcome again = store.run(ann, new Command.Send(text("bob", "one", "i1")));

        assertThat(((Answer.Sent) again.answer()).message().refused()).isTrue();
        assertThat(again.pushes())
                .allSatisfy(push -> assertThat(push.accounts()).containsExactly("ann"));
    }

    @Test
    void s6TheSendersOtherDevicesArePushedACopyAndNotTheSendingConnection() {
        Outcome outcome = store.run(ann, new Command.Send(text("bob", "one", "i1")));

        Push push = outcome.pushes().get(0);
        assertThat(push.accounts()).containsExactlyInAnyOrder("ann", "bob");
        assertThat(push.exceptConnection()).isEqualTo(ann.connectionId());
    }

    @Test
    void s7AMessageToOneselfIsStoredAndPushedToOneselfOnceAndIsNotUnread() {
        Outcome outcome = store.run(ann, new Command.Send(text("ann", "note", "i1")));

        Conversation self = Conversation.between("ann", "ann");
        assertThat(outcome.pushes()).hasSize(1);
        assertThat(outcome.pushes().get(0).accounts()).containsExactly("ann");
        assertThat(store.state(ann, self).unread()).isZero();
        assertThat(store.history(ann, self)).hasSize(1);
    }

    @Test
    void aConversationOfOthersIsNotFound() {
        store.send(ann, "bob", "one", "i1");

        assertThat(store.fault(device("eve", "d"), new Command.ReadMissed(Conversation.between("ann", "bob"), 0, 10)))
                .isEqualTo(Fault.NOT_FOUND);
    }
}
