package io.posthouse.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.BusCodec;
import io.posthouse.config.ClusterConfig;
import io.posthouse.config.Config;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.posthouse.store.StoreVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class LeaseVerticleTest {
    private static final ClusterConfig CLUSTER = ClusterConfig.DEFAULT.withLeaseLife(Duration.ofMillis(900));
    private final Node one = Node.withRandomId();
    private final Node other = Node.withRandomId();

    @BeforeEach
    void startTheStore(Vertx vertx, TestRedis redis) {
        vertx.eventBus().registerCodec(new BusCodec());
        await(vertx.deployVerticle(
                new StoreVerticle(0, redis.config(Config.DEFAULT), redis.target(), new SimpleMeterRegistry())));
    }

    @Test
    void aNodeSeesItselfAndThenTheOthersWithALease(Vertx vertx) {
        lease(vertx, one);
        assertThat(one.get()).containsExactly(one.id());

        lease(vertx, other);

        assertThat(other.get()).containsExactlyInAnyOrder(one.id(), other.id());
        await(until(vertx, one, Set.of(one.id(), other.id())));
    }

    @Test
    void aNodeThatStopsIsGoneAtOnceAndNotAfterItsLease(Vertx vertx) {
        lease(vertx, one);
        String deployment = lease(vertx, other);

        await(vertx.undeploy(deployment));
        Node third = Node.withRandomId();
        lease(vertx, third);

        assertThat(third.get()).containsExactlyInAnyOrder(one.id(), third.id());
    }

    @Test
    void twoNodesHaveTwoIdsOfLettersAndDigits() {
        assertThat(one.id()).matches("[a-z0-9]{8}").isNotEqualTo(other.id());
    }

    private static String lease(Vertx vertx, Node node) {
        return await(vertx.deployVerticle(new LeaseVerticle(node, CLUSTER, Duration.ofSeconds(5))));
    }

    private static Future<Void> until(Vertx vertx, Node node, Set<String> live) {
        Promise<Void> seen = Promise.promise();
        vertx.setPeriodic(10, timer -> {
            if (node.get().equals(live) && seen.tryComplete()) {
                vertx.cancelTimer(timer);
            }
        });
        return seen.future();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened within 10 s", e);
        }
    }
}
