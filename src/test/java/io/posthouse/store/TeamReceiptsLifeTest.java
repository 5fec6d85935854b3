package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Scene;
import io.posthouse.store.TeamFixture.Sent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is kept of messages with receipts, from their sending to their end (C2). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamReceiptsLifeTest {
    private TestStore store;
    private Keys keys;
    private TeamFixture team;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        this.store = TestStore.open(vertx, redis.config(), redis.target());
        this.keys = new Keys(redis.keyPrefix());
        this.team = TeamFixture.begin(store, Scene.TEAM, List.of("ann", "bob", "cat"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Outcome read(String account, Sent... messages) {
        return TestStore.await(team.receipts(
                account, List.of(messages).stream().map(Sent::idServer).toList()));
    }

    private static List<ReadCount> counts(Outcome outcome) {
        return ((Answer.TeamReads) outcome.answer()).counts();
    }

    private static Fault faultOf(Runnable asking) {
        try {
            asking.run();
        } catch (FaultException refusal) {
            return refusal.fault();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void c2WhatIsKeptOfAReaderThatReadsEverythingDoesNotGrowWithTheMessages() {
        List<String> ids = IntStream.range(0, 500)
                .mapToObj(i -> team.send(i % 3 == 0 ? "bob" : "ann", "i" + i).idServer())
                .toList();
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(1));
        for (int i = 0; i < ids.size(); i += 50) {
            TestStore.await(team.receipts("bob", shuffled.subList(i, i + 50)));
            TestStore.await(team.receipts("cat", shuffled.subList(i, i + 50)));
        }

        assertThat(readsLength("bob")).isEqualTo(8);
        assertThat(readsLength("cat")).isEqualTo(8);
    }

    @Test
    void s2AResendIsNotRegisteredAgain() {
        Sent message = team.send("ann", "i1");
        read("bob", message);

        Sent again = team.send("ann", "i1");
        Sent next = team.send("ann", "i2");

        assertThat(again).isEqualTo(message);
        assertThat(team.reads("ann", List.of(message.idServer(), next.idServer()))
                        .counts())
                .extracting(ReadCount::read)
                .containsExactly(1, 0);
    }

    @Test
    void c2MessagesOfOneBatchAreRegisteredEach() {
        List<Future<Outcome>> sending = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sending.add(team.sending(device(i % 2 == 0 ? "ann" : "bob", "d"), "i" + i));
        }
        List<String> ids = sending.stream()
                .map(sent ->
                        ((Answer.Sent) TestStore.await(sent).answer()).message().idServer())
                .toList();

        assertThat(counts(TestStore.await(team.receipts("cat", ids.subList(0, 50)))))
                .hasSize(50)
                .allMatch(count -> count.read() == 1 && count.unread() == 1);
        assertThat(counts(TestStore.await(team.receipts("bob", ids.subList(0, 50)))))
                .hasSize(25);
    }

    @Test
    void c2WhatTheServerSaysForSomebodyWhoIsNoMemberHasAllMembersAsItsAudience() {
        Sent message = team.send(Caller.server("eve"), "i1");

        assertThat(team.readers("ann", message.idServer()))
                .isEqualTo(new TeamFixture.Readers(0, 3, Set.of(), Set.of("ann", "bob", "cat")));
    }

    @Test
    void r4ARecalledMessageHasNoReceiptsAnyMore() {
        Message message = ((Answer.Sent)
                        TestStore.await(team.sending(device("ann", "d"), "i1")).answer())
                .message();
        TestStore.await(team.receipts("bob", List.of(message.idServer())));

        team.talk.recall(device("ann", "d"), message);

        assertThat(counts(TestStore.await(team.receipts("cat", List.of(message.idServer())))))
                .isEmpty();
        assertThat(team.reads("ann", List.of(message.idServer())).counts()).isEmpty();
        assertThat(faultOf(() -> team.readers("ann", message.idServer()))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void c2ReceiptsGoWithTheEntriesThatExpire(Vertx vertx, RedisExtension.TestRedis redis) {
        Config brief = TestConfig.of(redis.config())
                .withRetention(Duration.ofMillis(1))
                .build();
        Sent first = team.send("ann", "first");
        read("bob", first);
        try (TestStore other = TestStore.open(vertx, brief, redis.target())) {
            long seq = 0;
            for (int i = 0; seq % 64 != 0 || seq == 0; i++) {
                seq = ((Answer.Sent) other.run(device("bob", "d"), TeamTalk.sending(team.talk.text("text", "t" + i)))
                                .answer())
                        .message()
                        .seq();
            }
            // Asked after the trimming, and so answered after it.
            assertThat(other.raw(Call.of(Command.EXISTS)
                                    .key(keys.acks(team.team))
                                    .key(keys.reads(team.team)))
                            .get()
                            .toInteger())
                    .as("nothing is left of receipts when no message has any")
                    .isZero();
        }

        assertThat(team.reads("ann", List.of(first.idServer())).counts()).isEmpty();
        Sent next = team.send("ann", "next");
        read("bob", next);
        assertThat(team.readers("cat", next.idServer()))
                .isEqualTo(new TeamFixture.Readers(1, 1, Set.of("bob"), Set.of("cat")));
    }

    private int readsLength(String account) {
        return store.raw(Call.of(Command.HSTRLEN).key(keys.reads(team.team)).arg(account))
                .get()
                .toInteger();
    }
}
