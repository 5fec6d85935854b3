package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.SyncConfig;
import io.posthouse.model.Caller;
import io.posthouse.model.Message;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a cap cuts the offline messages, and that it says so (D6). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SyncCapsTest {
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

    @Test
    void d6WhereTheCountCutsTheClientIsToldFromWhere(Vertx vertx, RedisExtension.TestRedis redis) {
        SyncConfig base = SyncConfig.DEFAULT;
        Config few = TestConfig.of(redis.config())
                .with(new SyncConfig(
                        base.offlineAge(),
                        10,
                        base.roamingAge(),
                        100,
                        100,
                        base.healInterval(),
                        base.acknowledgeDelay()))
                .build();
        try (TestStore limited = TestStore.open(vertx, few, redis.target())) {
            limited.sync(bob);
            for (int i = 1; i <= 25; i++) {
                limited.send(ann, "bob", "m" + i, "i" + i);
                limited.send(bob, "ann", "own" + i, "o" + i);
            }

            SyncedUp synced = limited.sync(bob);

            assertThat(synced.offlineTexts()).hasSize(10).startsWith("m16").endsWith("m25");
            assertThat(synced.sessions.get(0).cutBefore()).isEqualTo(30);
        }
    }

    @Test
    void d6ExactlyAtTheCapNothingIsCut(Vertx vertx, RedisExtension.TestRedis redis) {
        SyncConfig base = SyncConfig.DEFAULT;
        Config few = TestConfig.of(redis.config())
                .with(new SyncConfig(
                        base.offlineAge(),
                        10,
                        base.roamingAge(),
                        100,
                        100,
                        base.healInterval(),
                        base.acknowledgeDelay()))
                .build();
        try (TestStore limited = TestStore.open(vertx, few, redis.target())) {
            limited.sync(bob);
            for (int i = 1; i <= 10; i++) {
                limited.send(ann, "bob", "m" + i, "i" + i);
                limited.send(bob, "ann", "own" + i, "o" + i);
            }

            SyncedUp synced = limited.sync(bob);

            assertThat(synced.offline).hasSize(10);
            assertThat(synced.sessions.get(0).cutBefore()).isZero();
        }
    }

    @Test
    void d6WhatIsTooOldIsCutAndTold(Vertx vertx, RedisExtension.TestRedis redis) {
        SyncConfig base = SyncConfig.DEFAULT;
        Config brief = TestConfig.of(redis.config())
                .with(new SyncConfig(
                        Duration.ofMillis(1),
                        5_000,
                        base.roamingAge(),
                        100,
                        100,
                        base.healInterval(),
                        base.acknowledgeDelay()))
                .build();
        store.sync(bob);
        Message one = store.send(ann, "bob", "one", "i1");
        RedisProcess.awaitUntil(
                "a second later",
                () -> store.send(ann, "carl", "x", "i" + System.nanoTime()).time() > one.time() + 5);
        try (TestStore limited = TestStore.open(vertx, brief, redis.target())) {
            SyncedUp synced = limited.sync(bob);

            assertThat(synced.offline).isEmpty();
            assertThat(synced.sessions.get(0).cutBefore()).isEqualTo(2);
        }
    }
}
