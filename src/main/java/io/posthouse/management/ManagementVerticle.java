package io.posthouse.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.Faults;
import io.posthouse.config.ManagementConfig;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
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
        return vertx.eventBus()
                .<JsonObject>consumer(Addresses.node(node.id()), this::onMessage)
                .completion()
                .compose(registered -> config.enabled() ? listen() : Future.succeededFuture());
    }

    private Future<HttpServer> listen() {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> context.json(new JsonObject().put("status", "live")));
        router.get("/health/ready").handler(this::onReady);
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

    /** {@code {"v":1,"do":"drain"}} and {@code {"v":1,"do":"health"}}; from any node. */
    private void onMessage(Message<JsonObject> message) {
        switch (message.body().getString("do", "")) {
            case "drain" -> {
                drain();
                message.reply(new JsonObject().put("v", 1).put("status", "draining"));
            }
            case "health" ->
                problems()
                        .onSuccess(problems -> message.reply(new JsonObject()
                                .put("v", 1)
                                .put("node", node.id())
                                .put("problems", new JsonArray(problems))));
            default -> Faults.fail(message, new FaultException(Fault.UNKNOWN_COMMAND));
        }
    }
}
