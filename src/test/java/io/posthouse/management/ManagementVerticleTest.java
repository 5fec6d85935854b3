package io.posthouse.management;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.posthouse.bus.BusCodec;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.NodeQuestion;
import io.posthouse.bus.NodeReport;
import io.posthouse.config.ManagementConfig;
import io.posthouse.http.Http;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ManagementVerticleTest {
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ManagedNode node = new ManagedNode() {
        @Override
        public String id() {
            return "n1";
        }

        @Override
        public String version() {
            return "0.1";
        }

        @Override
        public int connections() {
            return 3;
        }

        @Override
        public boolean isDraining() {
            return draining.get();
        }

        @Override
        public Future<Void> drain() {
            draining.set(true);
            return Future.succeededFuture();
        }
    };
    private Vertx vertx;

    private record Got(int status, String body) {}

    @BeforeEach
    void take(Vertx given) {
        vertx = given;
        vertx.eventBus().registerCodec(new BusCodec());
    }

    @Test
    void aNodeWithNothingWrongIsReady() throws Exception {
        int port = deploy(
                List.of(new HealthCheck("All", () -> Future.succeededFuture(Optional.empty()))),
                new SimpleMeterRegistry());

        assertThat(ask("GET", port, "/health/live").status()).isEqualTo(200);
        assertThat(ask("GET", port, "/health/ready").status()).isEqualTo(200);
        assertThat(ask("GET", port, "/other").status()).isEqualTo(404);
    }

    @Test
    void everythingThatIsWrongIsSaidInASentenceEach() throws Exception {
        HealthCheck silent = new HealthCheck(
                "The moon", () -> Promise.<Optional<String>>promise().future());
        HealthCheck broken = new HealthCheck("The clock", () -> {
            throw new IllegalStateException("a bug of the check");
        });
        HealthCheck unwell =
                new HealthCheck("The store", () -> Future.succeededFuture(Optional.of("The store cannot be used.")));
        int port = deploy(List.of(unwell, broken, silent), new SimpleMeterRegistry());
        draining.set(true);

        Got ready = ask("GET", port, "/health/ready");

        assertThat(ready.status()).isEqualTo(503);
        assertThat(new JsonObject(ready.body()).getJsonArray("problems"))
                .containsExactlyInAnyOrder(
                        "The node is draining.",
                        "The store cannot be used.",
                        "The clock did not answer a health check.",
                        "The moon did not answer a health check.");
        assertThat(ask("GET", port, "/health/live").status())
                .as("a node that is not ready still lives")
                .isEqualTo(200);
    }

    @Test
    void drainIsAskedForByPostAndOverTheBus() throws Exception {
        int port = deploy(List.of(), new SimpleMeterRegistry());

        assertThat(ask("GET", port, "/drain").status()).isEqualTo(405);
        assertThat(draining).isFalse();
        assertThat(ask("POST", port, "/drain").status()).isEqualTo(202);
        assertThat(draining).isTrue();
        draining.set(false);
        assertThat(tell(NodeQuestion.REPORT)).isEqualTo(new NodeReport("n1", "0.1", 3, false, List.of()));
        assertThat(tell(NodeQuestion.DRAIN).problems()).containsExactly("The node is draining.");
        assertThat(draining).isTrue();
    }

    @Test
    void metricsArePrometheusTextUnlessAHostCountsForItself() throws Exception {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        prometheus.counter("posthouse.sends").increment(3);

        assertThat(ask("GET", deploy(List.of(), prometheus), "/metrics").body())
                .contains("# TYPE posthouse_sends_total counter")
                .contains("posthouse_sends_total 3.0");
    }

    @Test
    void aHostsOwnRegistryIsNotShown() throws Exception {
        assertThat(ask("GET", deploy(List.of(), new SimpleMeterRegistry()), "/metrics")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anEventLoopThatStandsStillIsAProblemAndAMetric() throws Exception {
        AtomicLong nanos = new AtomicLong();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        LoopLag lag = new LoopLag(2, registry, nanos::get);
        lag.set(1, 0, 0, 200_000_000L);
        assertThat(lag.problem().result()).isEmpty();

        nanos.set(1_500_000_000L);

        assertThat(lag.problem().result()).contains("Event loop 1 is 1300 ms late.");
        assertThat(registry.get("posthouse.event.loop.lag")
                        .tag("loop", "1")
                        .gauge()
                        .value())
                .isEqualTo(1.3);
        lag.forget(1);
        assertThat(lag.problem().result()).isEmpty();
    }

    private int deploy(List<HealthCheck> checks, MeterRegistry registry) throws Exception {
        ManagementVerticle verticle =
                new ManagementVerticle(new ManagementConfig(true, "127.0.0.1", 0), node, checks, registry);
        vertx.deployVerticle(verticle).await(5, SECONDS);
        return verticle.port();
    }

    private NodeReport tell(NodeQuestion question) throws Exception {
        return new LocalBus(vertx, Duration.ofSeconds(5))
                .askNode("n1", question)
                .await(5, SECONDS);
    }

    private static Got ask(String method, int port, String path) throws Exception {
        HttpResponse<String> response = Http.ask(method, port, path);
        return new Got(response.statusCode(), response.body());
    }
}
