package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.StoreConfig.Durability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that starts beside all else on a machine is given more time for its first words with Redis than a command has. */
@ExtendWith(VertxExtension.class)
class SlowStartTest {
    private static final Duration COMMAND = Duration.ofSeconds(1);
    private static final long STOPPED_MILLIS = 3 * COMMAND.toMillis();

    @Test
    void aServerThatAnswersLateIsWaitedForAtTheStart(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start()) {
            Config config = TestConfig.of(Config.DEFAULT)
                    .with(redis.target())
                    .with(Durability.MEMORY)
                    .withLimits(COMMAND, 256, 1_000)
                    .build();
            redis.signal("STOP");
            vertx.setTimer(
                    STOPPED_MILLIS,
                    stopped -> vertx.executeBlocking(() -> {
                        redis.signal("CONT");
                        return true;
                    }));

            try (TestStore store = TestStore.open(vertx, config, redis.target())) {
                assertThat(store.send(device("ann", "d1"), "bob", "hello", "i1").seq())
                        .isEqualTo(1);
            } finally {
                redis.signal("CONT");
            }
        }
    }
}
