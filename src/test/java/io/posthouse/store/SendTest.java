package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static io.posthouse.store.TestStore.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.RelationKind;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
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
        store = TestStore.open(vertx, redis.config(Config.DEFAULT), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
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
    void s2TheSameIdClientAgainYieldsTheFirstAnswer() {
        Message first = store.send(ann, "bob", "one", "i1");

        Outcome again = store.run(ann, new Command.Send(text("bob", "one", "i1")));

        Answer.Sent sent = (Answer.Sent) again.answer();
        assertThat(sent.duplicate()).isTrue();
        assertThat(sent.message()).isEqualTo(first);
        assertThat(((Event.Arrived) again.pushes().get(0).event()).entry()).isEqualTo(first);
    }

    @Test
    void s2TheSameIdClientWithAnotherContentIsRefused() {
        store.send(ann, "bob", "one", "i1");

        assertThat(store.fault(ann, new Command.Send(text("bob", "other", "i1"))))
                .isEqualTo(Fault.CONTENT_DIFFERS);
    }

    @Test
    void s5AMessageToOneWhoBlockedTheSenderIsRefusedAndPushedToNobodyElse() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));

        Outcome outcome = store.run(ann, new Command.Send(text("bob", "one", "i1")));

        assertThat(((Answer.Sent) outcome.answer()).message().refused()).isTrue();
        assertThat(outcome.pushes())
                .allSatisfy(push -> assertThat(push.accounts()).containsExactly("ann"));
    }
}
