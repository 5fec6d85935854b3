package io.posthouse.bench;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LoadTest {
    private static final LoadPlan SHORT =
            new LoadPlan(10, 3, 200, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(500));

    @Test
    void aRunWhereEverythingArrivesHasFiguresAndNoTrouble(Vertx vertx) throws Exception {
        LoadResult result = run(vertx, event -> event);

        assertThat(result.trouble()).isEmpty();
        assertThat(result.acknowledged()).isPositive();
        assertThat(result.delivered()).isPositive();
        assertThat(result.cpuSeconds()).isPositive();
        assertThat(result.ackP99Millis()).isGreaterThanOrEqualTo(result.ackP50Millis());
        assertThat(Report.of(List.of(result.toJson()))).contains("| 10×3 |").doesNotContain("VOID");
    }

    @Test
    void aLostDeliveryMakesTheRunVoid(Vertx vertx) throws Exception {
        AtomicInteger count = new AtomicInteger();

        LoadResult result = run(vertx, event -> count.incrementAndGet() == 40 ? "" : event);

        assertThat(result.trouble()).contains("expected message");
        assertThat(Report.of(List.of(result.toJson()))).contains("VOID");
    }

    @Test
    void aDeliveryTwiceMakesTheRunVoid(Vertx vertx) throws Exception {
        AtomicInteger count = new AtomicInteger();
        String[] earlier = {""};

        LoadResult result = run(vertx, event -> {
            if (count.incrementAndGet() == 40) {
                return earlier[0];
            }
            earlier[0] = event;
            return event;
        });

        assertThat(result.trouble()).isNotEmpty();
    }

    @Test
    void idleConnectionsAreOpenedAndCounted(Vertx vertx) throws Exception {
        Relay relay = relay(vertx, event -> event);

        IdleResult result = Driver.run(driver -> Idle.run(driver, targetOf(relay), 200, Duration.ofMillis(10)));

        assertThat(result.connections()).isEqualTo(200);
        assertThat(result.loginsPerSecond()).isPositive();
    }

    private static LoadResult run(Vertx vertx, UnaryOperator<String> onTheWay) throws Exception {
        Target target = targetOf(relay(vertx, onTheWay));
        return Driver.run(driver -> Load.run(driver, target, SHORT));
    }

    private static Relay relay(Vertx vertx, UnaryOperator<String> onTheWay) throws Exception {
        Relay relay = new Relay(0, onTheWay);
        vertx.deployVerticle(relay).await(5, SECONDS);
        return relay;
    }

    private static Target targetOf(Relay relay) {
        Target target = new Target();
        target.url = URI.create("ws://127.0.0.1:" + relay.port() + "/ws");
        target.pids = List.of(ProcessHandle.current().pid());
        target.label = "relay";
        return target;
    }
}
