package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static io.posthouse.store.TestStore.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class HistoryTest {
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

    private Answer.Messages history(Caller caller, long begin, long end, String last, int limit, boolean ascending) {
        return store.answer(
                caller,
                new Command.GetHistory(CHAT, begin, end, last, limit, ascending, Set.of()),
                Answer.Messages.class);
    }

    private List<Message> say(int count) {
        List<Message> messages = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            messages.add(store.send(i % 2 == 0 ? bob : ann, i % 2 == 0 ? "ann" : "bob", "m" + i, "i" + i));
        }
        return messages;
    }

    @Test
    void a4HistoryReadsBothDirectionsAndTellsWhetherThereIsMore() {
        List<Message> all = say(10);

        Answer.Messages up = history(ann, 0, 0, "", 4, true);
        Answer.Messages down = history(ann, 0, 0, "", 4, false);
        Answer.Messages whole = history(ann, 0, 0, "", 10, true);

        assertThat(up.messages()).isEqualTo(all.subList(0, 4));
        assertThat(up.more()).isTrue();
        assertThat(down.messages()).containsExactly(all.get(9), all.get(8), all.get(7), all.get(6));
        assertThat(down.more()).isTrue();
        assertThat(whole.messages()).isEqualTo(all);
        assertThat(whole.more()).isFalse();
    }

    @Test
    void a4TheRangeIsInclusiveOnBothEnds() {
        List<Message> all = say(10);

        Answer.Messages range = history(ann, all.get(2).time(), all.get(5).time(), "", 100, true);

        assertThat(range.messages()).isEqualTo(all.subList(2, 6));
        assertThat(range.more()).isFalse();
    }

    @Test
    void a4PagingByTheLastIdServerMissesNothingAndRepeatsNothing() {
        List<Message> all = say(57);

        for (boolean ascending : new boolean[] {true, false}) {
            List<Message> read = new ArrayList<>();
            Answer.Messages page = history(ann, 0, 0, "", 10, ascending);
            read.addAll(page.messages());
            while (page.more()) {
                page = history(ann, 0, 0, read.get(read.size() - 1).idServer(), 10, ascending);
                read.addAll(page.messages());
            }
            List<Message> expected = new ArrayList<>(all);
            if (!ascending) {
                java.util.Collections.reverse(expected);
            }
            assertThat(read).isEqualTo(expected);
        }
    }

    @Test
    void a4TheLimitCountsWhatIsVisible() {
        List<Message> all = say(60);
        store.run(
                ann,
                new Command.DeleteMessages(
                        all.subList(5, 55).stream().map(HistoryTest::deleted).toList()));

        Answer.Messages page = history(ann, 0, 0, "", 10, true);

        assertThat(page.messages()).hasSize(10).startsWith(all.get(0)).endsWith(all.get(59));
        assertThat(page.more()).isFalse();
        assertThat(history(bob, 0, 0, "", 100, true).messages()).hasSize(60);
    }

    @Test
    void a4OnlyTheTypesAskedForCome() {
        say(3);
        Message tip = store.answer(
                        ann,
                        new Command.Send(Draft.of(Scene.P2P, "bob", MessageType.TIP, "tip", null, "t")),
                        Answer.Sent.class)
                .message();

        Answer.Messages tips = store.answer(
                bob, new Command.GetHistory(CHAT, 0, 0, "", 10, true, Set.of(MessageType.TIP)), Answer.Messages.class);

        assertThat(tips.messages()).containsExactly(tip);
    }

    @Test
    void d8NeedSaveHistoryFalseIsInNoHistoryButOffline() {
        store.sync(bob);
        Setting off = new Setting(false, true, true, true, true, false);
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
                        off,
                        null,
                        null,
                        null,
                        false)));

        assertThat(history(ann, 0, 0, "", 10, true).messages()).isEmpty();
        assertThat(store.sync(bob).offlineTexts()).containsExactly("one");
    }

    @Test
    void a4AClearedHistoryIsEmptyForOneselfAndToldToTheOtherDevices() {
        List<Message> all = say(4);

        Outcome outcome = store.run(ann, new Command.ClearHistory(CHAT));
        store.send(bob, "ann", "later", "later");

        Event.AccountChanged changed =
                (Event.AccountChanged) outcome.pushes().get(0).event();
        assertThat(changed.number()).isEqualTo(1);
        assertThat(((Event.Change.HistoryCleared) changed.change()).upTo())
                .isEqualTo(all.get(3).time());
        assertThat(history(ann, 0, 0, "", 10, true).messages()).hasSize(1);
        assertThat(history(bob, 0, 0, "", 10, true).messages()).hasSize(5);
        assertThat(store.state(ann, CHAT).unread()).isEqualTo(1);
        assertThat(store.sync(ann).offlineTexts()).containsExactly("later");
    }

    @Test
    void a4ADeletedMessageIsGoneFromSyncAndUnread() {
        store.sync(bob);
        Message one = store.send(ann, "bob", "one", "i1");
        store.send(ann, "bob", "two", "i2");

        Outcome outcome = store.run(bob, new Command.DeleteMessages(List.of(deleted(one))));

        assertThat(store.sync(bob).offlineTexts()).containsExactly("two");
        assertThat(store.state(bob, CHAT).unread()).isEqualTo(1);
        assertThat(outcome.pushes()).singleElement().satisfies(push -> assertThat(push.accounts())
                .containsExactly("bob"));
    }

    @Test
    void sessionsAreListedByLastChangeInPages() {
        for (int i = 0; i < 7; i++) {
            store.send(ann, "peer" + i, "hello " + i, "i" + i);
        }

        List<SessionState> read = new ArrayList<>();
        long before = 0;
        boolean more = true;
        while (more) {
            Answer.Sessions page = store.answer(ann, new Command.GetSessions(before, 3), Answer.Sessions.class);
            read.addAll(page.sessions());
            more = page.more();
            before = page.sessions().get(page.sessions().size() - 1).changedAt();
        }

        assertThat(read)
                .extracting(session -> session.conversation().targetOf("ann"))
                .containsExactly("peer6", "peer5", "peer4", "peer3", "peer2", "peer1", "peer0");
        assertThat(read.get(0).last())
                .isNotNull()
                .satisfies(last -> assertThat(last.draft().body()).isEqualTo("hello 6"));
    }

    @Test
    void expiredEntriesAreReadByNobodyAndTrimmedWithTheirPlaceInTheIdempotencyMap(
            Vertx vertx, RedisExtension.TestRedis redis) {
        Message old = store.send(ann, "bob", "old", "i0");
        RedisProcess.awaitUntil(
                "it has expired",
                () -> store.send(ann, "carl", "x", "x" + System.nanoTime()).time() > old.time() + 60);
        Config brief = TestConfig.of(redis.config())
                .withRetention(Duration.ofMillis(50))
                .build();
        try (TestStore limited = TestStore.open(vertx, brief, redis.target())) {
            assertThat(limited.history(bob, CHAT)).isEmpty();
            assertThat(limited.missed(bob, CHAT)).isEmpty();
            assertThat(limited.state(bob, CHAT).unread()).isZero();
            for (int i = 1; i < 64; i++) {
                limited.send(ann, "bob", "m" + i, "i" + i);
            }
            RedisProcess.awaitUntil(
                    "the old one is trimmed",
                    () -> limited.answer(ann, new Command.Send(text("bob", "old", "i0")), Answer.Sent.class)
                                    .message()
                                    .seq()
                            > 64);
        }
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
