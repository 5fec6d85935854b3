package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.StoreConfig.Durability;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Message;
import io.posthouse.model.StoreLife;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store that comes back older than it was is noticed, by whoever has seen it newer; one that only was away is not. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class StoreLifeTest {
    private static final long NEVER_SILENT = Long.MAX_VALUE / 4;
    private final Caller ann = device("ann", "d1");

    private static TestStore open(Vertx vertx, RedisTarget target) {
        Config config = TestConfig.of(Config.DEFAULT)
                .with(target)
                .with(Durability.MEMORY)
                .build();
        return TestStore.open(vertx, config, target);
    }

    private static StoreLife look(TestStore store) {
        return look(store, NEVER_SILENT);
    }

    private static StoreLife look(TestStore store, long silenceMillis) {
        return store.answer(Caller.server("n"), new Command.LookAtStore(silenceMillis), Answer.StoreSeen.class)
                .life();
    }

    @Test
    void aStoreThatIsRestoredFromAnOlderCopyBeginsAnotherLife(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore store = open(vertx, redis.target())) {
            StoreLife before = look(store);
            redis.say("SAVE");
            store.awaitNextMillisecond();
            assertThat(look(store).name()).isEqualTo(before.name());

            redis.restart();
            RedisProcess.awaitUntil("the life is another", () -> isAnother(store, before));

            StoreLife after = look(store);
            assertThat(look(store)).as("one other life").isEqualTo(after);
            assertThat(after.begunMillis()).isGreaterThan(before.begunMillis());
        }
    }

    @Test
    void aStoreThatLostOnlyItsLastMessageBeginsAnotherLife(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore store = open(vertx, redis.target())) {
            StoreLife before = look(store);
            store.send(ann, "bob", "kept", "i1");
            redis.say("SAVE");
            store.send(ann, "bob", "lost", "i2");

            redis.restart();

            RedisProcess.awaitUntil("the life is another", () -> isAnother(store, before));
        }
    }

    @Test
    void aMessageThatWasRecalledIsNoneThatWasLost(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore store = open(vertx, redis.target())) {
            StoreLife before = look(store);
            Message slip = store.send(ann, "bob", "a slip", "i1");
            store.run(ann, new Command.Recall(slip.conversation(), "ann", "i1", slip.idServer(), null, null));
            redis.say("SAVE");

            redis.restart();

            RedisProcess.awaitUntil("the store answers", () -> isThere(store));
            assertThat(store.send(ann, "bob", "and on", "i2").seq()).isEqualTo(3);
            assertThat(look(store)).isEqualTo(before);
        }
    }

    @Test
    void aStoreThatComesBackWithAllItHadGoesOnWithItsLife(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start("appendonly yes", "appendfsync always");
                TestStore store = open(vertx, redis.target())) {
            StoreLife before = look(store);
            store.send(ann, "bob", "one", "i1");

            redis.restart();

            RedisProcess.awaitUntil("the store answers", () -> isThere(store));
            assertThat(look(store)).isEqualTo(before);
        }
    }

    @Test
    void aStoreThatIsWipedBeginsAnotherLifeWhoeverAsksFirst(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore store = open(vertx, redis.target())) {
            StoreLife before = look(store);

            redis.say("FLUSHALL");

            assertThat(look(store).name()).isNotEqualTo(before.name());
        }
    }

    @Test
    void twoNodesThatFindItOlderBeginOneOtherLife(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore one = open(vertx, redis.target());
                TestStore other = open(vertx, redis.target())) {
            StoreLife before = look(one);
            redis.say("SAVE");
            one.awaitNextMillisecond();
            assertThat(look(one).name()).isEqualTo(look(other).name()).isEqualTo(before.name());

            redis.restart();
            RedisProcess.awaitUntil("the life is another", () -> isAnother(one, before));

            RedisProcess.awaitUntil("the other node knows it", () -> isAnother(other, before));
            assertThat(look(other)).isEqualTo(look(one));
        }
    }

    @Test
    void aNumberThatWasReservedSinceTheCopyIsNotGivenAgain(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore store = open(vertx, redis.target())) {
            look(store);
            redis.say("SAVE");
            store.awaitNextMillisecond();
            StoreLife before = look(store);
            String lost = store.send(ann, "bob", "one", "i1").idServer();

            redis.restart();
            RedisProcess.awaitUntil("the life is another", () -> isAnother(store, before));

            assertThat(store.send(ann, "eve", "two", "i2").idServer())
                    .as("idServer is unique over the whole deployment")
                    .isNotEqualTo(lost);
            assertThat(store.send(ann, "eve", "three", "i3").seq()).isEqualTo(2);
        }
    }

    @Test
    void aCursorOfATimeInWhichNoNodeWasThereContradictsTheStore(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore store = open(vertx, redis.target())) {
            long there = look(store).begunMillis();
            RedisProcess.awaitUntil("no node was there for a while", () -> millis(redis) > there + 200);

            StoreLife after = look(store, 100);

            long back = after.silentUntilMillis();
            assertThat(back).isGreaterThan(there + 200);
            assertThat(after.isContradictedBy(there + 50))
                    .as("a node may have said it")
                    .isFalse();
            assertThat(after.isContradictedBy(back - 1))
                    .as("nobody can have said it")
                    .isTrue();
            assertThat(after.isContradictedBy(back + 1)).isFalse();
            assertThat(look(store, 60_000).silentUntilMillis())
                    .as("it is remembered")
                    .isEqualTo(back);
        }
    }

    @Test
    void aLifeIsEndedOnceHoweverManyAskForIt(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start();
                TestStore store = open(vertx, redis.target())) {
            StoreLife before = look(store);

            StoreLife after = end(store, before);

            assertThat(after.name()).isNotEqualTo(before.name());
            assertThat(end(store, before).name()).isEqualTo(after.name());
            assertThat(look(store).name()).isEqualTo(after.name());
        }
    }

    @Test
    void aClusterOfWhichOneMasterComesBackOlderBeginsAnotherLife(Vertx vertx) {
        try (RedisClusterServers cluster = RedisClusterServers.start();
                TestStore store = open(vertx, cluster.target())) {
            StoreLife before = look(store);
            assertThat(look(store)).isEqualTo(before);
            RedisProcess holder =
                    cluster.ownerOf(Slots.of(new Keys(Config.DEFAULT.store().keyPrefix()).life()));
            RedisProcess other = cluster.masters().stream()
                    .filter(master -> master != holder)
                    .findFirst()
                    .orElseThrow();

            // It keeps nothing on disk.
            other.restart();

            RedisProcess.awaitUntil("the life is another", () -> isAnother(store, before));
            StoreLife after = look(store);
            assertThat(look(store)).as("one other life").isEqualTo(after);
        }
    }

    private static StoreLife end(TestStore store, StoreLife life) {
        return store.answer(Caller.server("n"), new Command.EndStoreLife(life.name()), Answer.StoreSeen.class)
                .life();
    }

    private static boolean isAnother(TestStore store, StoreLife before) {
        return isThere(store) && !look(store).name().equals(before.name());
    }

    private static boolean isThere(TestStore store) {
        try {
            look(store);
            return true;
        } catch (io.posthouse.model.FaultException notYet) {
            return false;
        }
    }

    private static long millis(RedisProcess redis) {
        java.util.List<String> time = redis.list("TIME");
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }
}
