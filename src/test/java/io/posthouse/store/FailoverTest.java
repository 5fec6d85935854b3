package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.Secret;
import io.posthouse.config.StoreConfig;
import io.posthouse.config.StoreConfig.Durability;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.FaultException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of commands when another server becomes the master. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class FailoverTest {
    private static final Conversation CHAT = Conversation.between("ann", "bob");
    private final Caller ann = device("ann", "d1");

    private static Config config(RedisTarget target, Durability durability) {
        return TestConfig.of(Config.DEFAULT)
                .with(target)
                .with(durability)
                .withLimits(Duration.ofSeconds(1), 256, 1_000)
                .build();
    }

    @Test
    void s1WhatWasAnsweredAsReplicatedSurvivesTheLossOfTheMasterThatSentinelNames(Vertx vertx) {
        try (RedisProcess master = RedisProcess.start();
                RedisProcess replica = RedisProcess.start("replicaof 127.0.0.1 " + master.port());
                RedisProcess sentinel = RedisProcess.startSentinel(
                        "sentinel monitor main 127.0.0.1 " + master.port() + " 1",
                        "sentinel down-after-milliseconds main 500",
                        "sentinel failover-timeout main 3000")) {
            RedisProcess.awaitUntil("the replica is in step", () -> replica.say("INFO replication")
                    .contains("master_link_status:up"));
            RedisProcess.awaitUntil("Sentinel knows the replica", () -> sentinel.say("INFO sentinel")
                    .contains("slaves=1"));
            RedisTarget target =
                    new RedisTarget(List.of(sentinel.endpoint()), StoreConfig.Mode.SENTINEL, "main", "", Secret.NONE);
            try (TestStore store = TestStore.open(vertx, config(target, Durability.REPLICATED), target)) {
                store.send(ann, "bob", "one", "i1");

                master.kill();

                RedisProcess.awaitUntil("the replica is master", () -> replica.say("INFO replication")
                        .contains("role:master"));
                RedisProcess.awaitUntil("the store found it", () -> history(store) == 1);
            }
        }
    }

    @Test
    void aMasterThatBecameAReplicaIsLeftForTheNewOne(Vertx vertx) {
        try (RedisProcess master = RedisProcess.start();
                TestStore store = TestStore.open(vertx, config(master.target(), Durability.MEMORY), master.target())) {
            store.send(ann, "bob", "one", "i1");
            String before = master.say("CLIENT LIST");
            try (RedisProcess other = RedisProcess.start()) {
                master.say("REPLICAOF 127.0.0.1 " + other.port());
                RedisProcess.awaitUntil("a write is refused", () -> !sent(store, "two", "i2"));
                RedisProcess.awaitUntil("the connection is given up", () -> !master.say("CLIENT LIST")
                        .contains(idOf(before)));
                master.say("REPLICAOF NO ONE");
                RedisProcess.awaitUntil("the store is back", () -> sent(store, "three", "i3"));
            }
        }
    }

    @Test
    void aSlotThatMovesIsFollowed(Vertx vertx, RedisClusterServers cluster) {
        RedisTarget target = cluster.target();
        Config config =
                TestConfig.of(config(target, Durability.MEMORY)).with("moves:").build();
        try (TestStore store = TestStore.open(vertx, config, target)) {
            store.send(ann, "bob", "one", "i1");
            int slot = Slots.of(new Keys("moves:").log(CHAT));
            RedisProcess from = cluster.ownerOf(slot);
            RedisProcess to = cluster.masters().stream()
                    .filter(master -> master != from)
                    .findFirst()
                    .orElseThrow();

            cluster.move(slot, from, to);

            assertThat(store.send(ann, "bob", "two", "i2").seq()).isEqualTo(2);
            assertThat(store.history(ann, CHAT)).hasSize(2);
            cluster.move(slot, to, from);
            assertThat(store.send(ann, "bob", "three", "i3").seq()).isEqualTo(3);
        }
    }

    private int history(TestStore store) {
        try {
            return store.history(ann, CHAT).size();
        } catch (FaultException notYet) {
            return -1;
        }
    }

    private boolean sent(TestStore store, String text, String idClient) {
        try {
            store.send(ann, "bob", text, idClient);
            return true;
        } catch (FaultException notYet) {
            return false;
        }
    }

    /** The id of the first client in the list that is not the one asking. */
    private static String idOf(String clients) {
        String line = clients.lines()
                .filter(client -> client.contains("cmd=evalsha") || client.contains("cmd=script"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(clients));
        return line.substring(0, line.indexOf(' ') + 1);
    }
}
