package io.posthouse.it;

import io.posthouse.store.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** S1 at durability replicated(1), for two gateways as users run them: the Redis master is killed while people talk through both. */
@ExtendWith(VertxExtension.class)
class FailoverIT {
    private static final int PAIRS = 10;
    private static final int ANSWERS = 300;

    @Test
    void s1WhatWasAnsweredSurvivesTheLossOfTheMasterThatSentinelNames(Vertx vertx, @TempDir Path directory)
            throws Exception {
        try (RedisProcess master = RedisProcess.start();
                RedisProcess one = RedisProcess.start("replicaof 127.0.0.1 " + master.port());
                RedisProcess other = RedisProcess.start("replicaof 127.0.0.1 " + master.port());
                RedisProcess sentinel = RedisProcess.startSentinel(
                        "sentinel monitor main 127.0.0.1 " + master.port() + " 1",
                        "sentinel down-after-milliseconds main 500",
                        "sentinel failover-timeout main 3000")) {
            RedisProcess.awaitUntil("the replicas are in step", () -> isInStep(one) && isInStep(other));
            RedisProcess.awaitUntil("Sentinel knows the replicas", () -> sentinel.say("INFO sentinel")
                    .contains("slaves=2"));
            Map<String, String> settings =
                    Map.of("STORE_MODE", "sentinel", "STORE_MASTER_NAME", "main", "STORE_DURABILITY", "replicated(1)");
            Nodes nodes = Nodes.on(sentinel.endpoint(), directory, List.of(settings, settings));
            try {
                Storm storm = new Storm(vertx, 2);
                storm.connect(List.of(nodes.node(0), nodes.node(1)), PAIRS);
                storm.start();
                storm.awaitAnswers(ANSWERS);

                master.kill();

                storm.awaitAnswers(ANSWERS);
                storm.stop();
                storm.judge();
                storm.close();
            } finally {
                nodes.close();
            }
        }
    }

    private static boolean isInStep(RedisProcess replica) {
        return replica.say("INFO replication").contains("master_link_status:up");
    }
}
