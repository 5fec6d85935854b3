package io.posthouse.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.NodeQuestion;
import io.posthouse.bus.NodeReport;
import io.posthouse.config.ManagementConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks about this node: health, metrics and drain, on a port of its own and at the node's bus address. Decides nothing
 * about messages.
 */
public final class ManagementVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementVerticle.class);
    private static final long CHECK_MILLIS_MAX = 2_000;
    private static final Duration ASKED_MAX = Duration.ofMillis(CHECK_MILLIS_MAX + 500);

    private final ManagementConfig config;
    private final ManagedNode node;
    private final List<HealthCheck> checks;
    private final MeterRegistry registry;
    private volatile int port;

    public ManagementVerticle(
            ManagementConfig config, ManagedNode node, List<HealthCheck> checks, MeterRegistry registry) {
        this.config = config;
        this.node = node;
        this.checks = List.copyOf(checks);
        this.registry = registry;
    }

    /** The port it listens on; 0 if it is off or not started. */
    public int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        return new LocalBus(vertx, ASKED_MAX)
                .hearAndAnswer(Addresses.node(node.id()), NodeQuestion.class, this::onQuestion)
                .completion()
                .compose(registered -> config.enabled() ? listen() : Future.succeededFuture());
    }

    private Future<HttpServer> listen() {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> context.json(new JsonObject().put("status", "live")));
        router.get("/health/ready").handler(this::onReady);
        router.get("/nodes").handler(this::onNodes);
        router.get("/metrics").handler(this::onMetrics);
        router.post("/drain").handler(this::onDrain);
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(60);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .onSuccess(server -> port = server.actualPort());
    }

    private void onReady(RoutingContext context) {
        problems().onSuccess(problems -> {
            String status = problems.isEmpty() ? "ready" : "not ready";
            context.response().setStatusCode(problems.isEmpty() ? 200 : 503);
            context.json(new JsonObject()
                    .put("status", status)
                    .put("node", node.id())
                    .put("problems", new JsonArray(problems)));
        });
    }

    /** What is wrong, one sentence each. Never fails. */
    private Future<List<String>> problems() {
        List<Future<Optional<String>>> asked = new ArrayList<>();
        checks.forEach(check -> asked.add(ask(check)));
        return Future.join(asked).otherwiseEmpty().map(joined -> {
            List<String> problems = new ArrayList<>();
            if (node.isDraining()) {
                problems.add("The node is draining.");
            }
            asked.forEach(answer -> answer.result().ifPresent(problems::add));
            return problems;
        });
    }

    private Future<Optional<String>> ask(HealthCheck check) {
        Future<Optional<String>> answer;
        try {
            answer = check.look().get();
        } catch (RuntimeException bug) {
            answer = Future.failedFuture(bug);
        }
        return answer.timeout(CHECK_MILLIS_MAX, TimeUnit.MILLISECONDS).recover(cause -> {
            LOG.warn("A health check failed subject={}", check.subject(), cause);
            return Future.succeededFuture(Optional.of(check.subject() + " did not answer a health check."));
        });
    }

    private void onNodes(RoutingContext context) {
        new Census(new LocalBus(vertx, ASKED_MAX), node.id())
                .take()
                .onSuccess(nodes -> context.json(new JsonObject().put("nodes", nodes)))
                .onFailure(cause -> HttpFaults.answer(context, cause));
    }

    private void onMetrics(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            String type = "text/plain; version=0.0.4; charset=utf-8";
            response.putHeader("Content-Type", type).end(prometheus.scrape(type));
        } else {
            response.setStatusCode(404)
                    .end("The metrics are in the registry of the application that embeds this gateway.");
        }
    }

    private void onDrain(RoutingContext context) {
        boolean already = node.isDraining();
        drain();
        context.response().setStatusCode(already ? 200 : 202);
        context.json(new JsonObject().put("status", "draining"));
    }

    private void drain() {
        node.drain().onFailure(cause -> LOG.error("Draining failed", cause));
    }

    /** From any node. */
    private Future<NodeReport> onQuestion(NodeQuestion question) {
        if (question == NodeQuestion.DRAIN) {
            drain();
        }
        return problems()
                .map(problems ->
                        new NodeReport(node.id(), node.version(), node.connections(), node.isDraining(), problems));
    }
}
