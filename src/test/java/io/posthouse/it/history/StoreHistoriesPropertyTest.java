package io.posthouse.it.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.BusCodec;
import io.posthouse.config.Config;
import io.posthouse.config.StoreConfig;
import io.posthouse.config.SyncConfig;
import io.posthouse.store.EmbeddedRedis;
import io.posthouse.store.StoreVerticle;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
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
    /** Small, so that short histories reach them. */
    private static final Login.Caps CAPS = new Login.Caps(6, 4, 2);

    private static Vertx vertx;
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        vertx.eventBus().registerCodec(new BusCodec());
        Config config = config(directory.resolve("data"));
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

    private static Config config(Path directory) {
        Config base = Config.DEFAULT;
        StoreConfig s = base.store();
        StoreConfig store = new StoreConfig(
                s.endpoints(),
                s.mode(),
                s.masterName(),
                s.user(),
                s.password(),
                directory.toString(),
                StoreConfig.Durability.MEMORY,
                s.replicas(),
                Duration.ofSeconds(20),
                s.batchMax(),
                s.queueMax(),
                s.keyPrefix(),
                s.retention());
        SyncConfig y = base.sync();
        SyncConfig sync = new SyncConfig(
                y.offlineAge(),
                CAPS.offline(),
                y.roamingAge(),
                CAPS.roaming(),
                CAPS.sessions(),
                y.healInterval(),
                y.acknowledgeDelay());
        return new Config(
                base.server(),
                store,
                base.limits(),
                base.auth(),
                base.devices(),
                sync,
                base.recall(),
                base.cluster(),
                base.management(),
                base.admin());
    }

    private static long seed() {
        Long given = Long.getLong("posthouse.histories.seed");
        long seed = given != null ? given : new SecureRandom().nextInt(Integer.MAX_VALUE);
        System.out.println("random histories start at seed " + seed
                + "; play one again with -Dposthouse.histories=1 -Dposthouse.histories.seed=SEED");
        return seed;
    }

    @Test
    void whatDevicesAreToldIsWhatTheOracleSays() throws Exception {
        Histories histories = new Histories(name -> new StoreGate(vertx, INSTANCES), CAPS, STEPS);

        int played = histories.play("s", seed(), HISTORIES, AT_ONCE);

        assertThat(played).isEqualTo(HISTORIES);
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void aPlantedBugIsFound(Bug bug) {
        Histories histories = new Histories(name -> new BuggyGate(new StoreGate(vertx, INSTANCES), bug), CAPS, STEPS);

        Throwable found = catchThrowable(() -> histories.play("b" + bug.ordinal(), seed(), 300, AT_ONCE));

        assertThat(found).as("the histories find " + bug).isInstanceOf(Violation.class);
        assertThat(found).hasMessageContaining("seed").hasMessageContaining(" logs in");
    }
}
