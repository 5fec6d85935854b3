package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static io.posthouse.store.TestStore.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.config.Config;
import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig.Durability;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of commands when Redis forgets, stops, dies, or gets too much. */
@ExtendWith(VertxExtension.class)
class LineTest {
    private static final Conversation CHAT = Conversation.between("ann", "bob");
    private final Caller ann = device("ann", "d1");
    private RedisProcess redis;

    @BeforeEach
    void start() {
        redis = RedisProcess.start("appendonly yes", "appendfsync always");
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private Config config(Durability durability, Duration timeout, int batchMax, int queueMax) {
        return TestConfig.of(Config.DEFAULT)
                .with(redis.target())
                .with(durability)
                .withLimits(timeout, batchMax, queueMax)
                .build();
    }

    private Config config() {
        return config(Durability.MEMORY, Duration.ofMillis(500), 256, 1_000);
    }

    @Test
    void scriptsThatTheServerForgotAreLoadedAgain(Vertx vertx) {
        try (TestStore store = TestStore.open(vertx, config(), redis.target())) {
            store.send(ann, "bob", "one", "i1");
            redis.say("SCRIPT FLUSH");

            List<Future<Outcome>> sends = new ArrayList<>();
            for (int i = 2; i <= 10; i++) {
                sends.add(store.ask(ann, new Command.Send(text("bob", "m" + i, "i" + i))));
            }
            sends.forEach(TestStore::await);

            assertThat(store.history(ann, CHAT)).hasSize(10);
        }
    }

    @Test
    void s1AStoreThatDoesNotAnswerYieldsATimeoutAndARetryIsRight(Vertx vertx) {
        try (TestStore store = TestStore.open(vertx, config(), redis.target())) {
            store.send(ann, "bob", "one", "i1");
            redis.signal("STOP");
            long before = System.nanoTime();

            assertThat(store.fault(ann, new Command.Send(text("bob", "two", "i2"))))
                    .isEqualTo(Fault.STORE_TIMEOUT);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
            assertThat(store.registry.counter("posthouse_store_timeouts").count())
                    .isEqualTo(1);
            redis.signal("CONT");
            RedisProcess.awaitUntil("the store is back", () -> sent(store, "two", "i2"));
            assertThat(store.history(ann, CHAT)).hasSize(2);
            RedisProcess.awaitUntil("given-up connections are closed", () -> redis.say("INFO clients")
                    .contains("connected_clients:2"));
        }
    }

    @Test
    void commandsFailWithinTheirLimitWhileRedisIsGoneAndRecoverByThemselves(Vertx vertx) {
        try (TestStore store =
                TestStore.open(vertx, config(Durability.DISK, Duration.ofMillis(500), 256, 1_000), redis.target())) {
            store.send(ann, "bob", "one", "i1");
            redis.kill();

            assertThat(store.fault(ann, new Command.Send(text("bob", "two", "i2"))))
                    .isEqualTo(Fault.STORE_UNAVAILABLE);

            redis.restart();
            RedisProcess.awaitUntil("the store is back", () -> sent(store, "two", "i2"));
            assertThat(store.history(ann, CHAT)).hasSize(2);
        }
    }

    @Test
    void s1WhatWasAnsweredAtDurabilityDiskSurvivesAKill(Vertx vertx) {
        try (TestStore store =
                TestStore.open(vertx, config(Durability.DISK, Duration.ofSeconds(8), 256, 10_000), redis.target())) {
            List<Future<Outcome>> sends = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                sends.add(store.ask(ann, new Command.Send(text("bob", "m" + i, "i" + i))));
            }
            TestStore.await(sends.get(500));
            redis.restart();
            List<String> acknowledged = new ArrayList<>();
            for (Future<Outcome> send : sends) {
                try {
                    acknowledged.add(((Answer.Sent) TestStore.await(send).answer())
                            .message()
                            .draft()
                            .idClient());
                } catch (FaultException unknown) {
                    assertThat(unknown.fault()).isIn(Fault.STORE_UNAVAILABLE, Fault.STORE_TIMEOUT);
                }
            }
            RedisProcess.awaitUntil("the store is back", () -> sent(store, "last", "last"));

            List<String> kept = new ArrayList<>();
            long after = 0;
            for (boolean more = true; more; ) {
                Answer.Missed page = store.answer(ann, new Command.ReadMissed(CHAT, after, 1_000), Answer.Missed.class);
                page.entries()
                        .forEach(e -> kept.add(
                                ((io.posthouse.model.Message) e).draft().idClient()));
                after = page.entries().get(page.entries().size() - 1).time();
                more = page.more();
            }
            assertThat(acknowledged).hasSizeGreaterThan(500);
            assertThat(kept).containsAll(acknowledged).doesNotHaveDuplicates();
        }
    }

    @Test
    void moreThanTheQueueHoldsIsRefusedAtOnce(Vertx vertx) {
        try (TestStore store =
                TestStore.open(vertx, config(Durability.MEMORY, Duration.ofSeconds(3), 4, 20), redis.target())) {
            store.send(ann, "bob", "one", "i1");
            List<Future<Outcome>> sends = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sends.add(store.ask(ann, new Command.Send(text("bob", "m" + i, "m" + i))));
            }

            int stored = 0;
            int refused = 0;
            for (Future<Outcome> send : sends) {
                try {
                    TestStore.await(send);
                    stored++;
                } catch (FaultException fault) {
                    assertThat(fault.fault()).isEqualTo(Fault.OVERLOADED);
                    refused++;
                }
            }
            assertThat(stored).isGreaterThanOrEqualTo(20);
            assertThat(refused).isPositive();
            assertThat(store.history(ann, CHAT)).hasSize(Math.min(100, stored + 1));
            assertThat(store.registry.get("posthouse_store_queue").gauge().value())
                    .isZero();
        }
    }

    @Test
    void s1ARedisThatDoesNotFsyncIsRefusedForDurabilityDisk(Vertx vertx) {
        redis.say("CONFIG SET appendfsync everysec");

        assertThatThrownBy(() ->
                        TestStore.open(vertx, config(Durability.DISK, Duration.ofSeconds(1), 64, 100), redis.target()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("appendfsync always");
    }

    @Test
    void aRedisThatIsNotThereIsOneClearSentence(Vertx vertx) {
        redis.kill();

        assertThatThrownBy(() -> TestStore.open(vertx, config(), redis.target()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(redis.endpoint());
    }

    @Test
    void aStoreOfANewerSchemaIsNotTouched(Vertx vertx) {
        redis.say("SET ph:schema 3");

        assertThatThrownBy(() -> TestStore.open(vertx, config(), redis.target()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("schema 3");
        assertThat(redis.say("GET ph:schema")).isEqualTo("3");
    }

    @Test
    void aStoreOfAnOlderSchemaIsNotForOlderGatewaysAnyMore(Vertx vertx) {
        redis.say("SET ph:schema 1");

        TestStore.open(vertx, config(), redis.target()).close();

        assertThat(redis.say("GET ph:schema")).isEqualTo("2");
    }

    @Test
    void aConversationNumberIsNotLostWhenTheStoreWasWiped(Vertx vertx) {
        try (TestStore store = TestStore.open(vertx, config(), redis.target())) {
            store.send(ann, "bob", "one", "i1");
            redis.say("FLUSHALL");

            assertThat(store.send(ann, "bob", "two", "i2").seq()).isEqualTo(1);
        }
    }

    @Test
    void s1ReplicatedMeansThatAReplicaHasItAndSaysSo(Vertx vertx) {
        try (RedisProcess replica = RedisProcess.start("replicaof 127.0.0.1 " + redis.port());
                TestStore store = openWithReplica(vertx, replica)) {
            Answer.Sent sent = store.answer(ann, new Command.Send(text("bob", "one", "i1")), Answer.Sent.class);
            assertThat(sent.durability()).isEqualTo("replicated(1)");

            replica.signal("STOP");
            assertThat(store.fault(ann, new Command.Send(text("bob", "two", "i2"))))
                    .isEqualTo(Fault.NOT_DURABLE);
            assertThat(store.fault(ann, new Command.Send(text("bob", "two", "i2"))))
                    .isEqualTo(Fault.NOT_DURABLE);
            replica.signal("CONT");

            RedisProcess.awaitUntil("the replica is back", () -> sent(store, "two", "i2"));
            assertThat(store.history(ann, CHAT)).hasSize(2);
        }
    }

    private TestStore openWithReplica(Vertx vertx, RedisProcess replica) {
        RedisProcess.awaitUntil(
                "the replica is in step", () -> replica.say("INFO replication").contains("master_link_status:up"));
        return TestStore.open(vertx, config(Durability.REPLICATED, Duration.ofSeconds(1), 64, 100), redis.target());
    }

    private boolean sent(TestStore store, String text, String idClient) {
        try {
            store.send(ann, "bob", text, idClient);
            return true;
        } catch (FaultException notYet) {
            return false;
        }
    }
}
