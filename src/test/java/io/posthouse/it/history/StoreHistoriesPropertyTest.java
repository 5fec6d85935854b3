package io.posthouse.it.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.BusCodec;
import io.posthouse.config.Config;
import io.posthouse.store.EmbeddedRedis;
import io.posthouse.store.StoreVerticle;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random histories at the store verticles, on a real Redis: what a device is told is what the oracle says. */
class StoreHistoriesPropertyTest {
    private static final int HISTORIES = Integer.getInteger("posthouse.histories", 10_000);
    private static final int STEPS = Integer.getInteger("posthouse.histories.steps", 40);
    private static final int AT_ONCE = 24;
    private static final int INSTANCES = 2;

    private static Vertx vertx;
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        vertx.eventBus().registerCodec(new BusCodec());
        Config config = Settings.of(directory.resolve("data"), Settings.SMALL_CAPS);
        redis = EmbeddedRedis.start(vertx, config.store()).await(30, TimeUnit.SECONDS);
        for (int k = 0; k < INSTANCES; k++) {
            vertx.deployVerticle(new StoreVerticle(k, config, redis.target(), new SimpleMeterRegistry()))
                    .await(10, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (String deployed : vertx.deploymentIDs()) {
            vertx.undeploy(deployed).await(10, TimeUnit.SECONDS);
        }
        redis.close().await(20, TimeUnit.SECONDS);
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void whatDevicesAreToldIsWhatTheOracleSays() throws Exception {
        Histories histories = new Histories(name -> new StoreGate(vertx, INSTANCES), Settings.SMALL_CAPS, STEPS);

        int played = histories.play("s", Settings.seed(), HISTORIES, AT_ONCE);

        assertThat(played).isEqualTo(HISTORIES);
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void aPlantedBugIsFound(Bug bug) {
        Histories histories =
                new Histories(name -> new BuggyGate(new StoreGate(vertx, INSTANCES), bug), Settings.SMALL_CAPS, STEPS);

        Throwable found = catchThrowable(() -> histories.play(bug.tag(), Settings.seed(), 300, AT_ONCE));

        assertThat(found).as("the histories find " + bug).isInstanceOf(Violation.class);
        assertThat(found).hasMessageContaining("seed").hasMessageContaining(" logs in");
    }
}
