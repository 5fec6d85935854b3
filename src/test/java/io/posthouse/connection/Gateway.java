package io.posthouse.connection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.BusCodec;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.Residents;
import io.posthouse.cluster.LeaseVerticle;
import io.posthouse.cluster.Node;
import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.posthouse.protocol.json.JsonProtocol;
import io.posthouse.recall.RecallVerticle;
import io.posthouse.routing.Authenticator;
import io.posthouse.routing.RoutingScope;
import io.posthouse.routing.RoutingVerticle;
import io.posthouse.store.RedisExtension.TestRedis;
import io.posthouse.store.StoreVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A whole gateway but for its root: the real store, routers, recall and connection verticles, and the native protocol. */
final class Gateway {
    static final String TOKEN = "a token long enough";

    private final Vertx vertx;
    private final int instances;
    private final Commons commons;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> connectionDeployments = new ArrayList<>();
    private final Deque<String> others = new ArrayDeque<>();
    private final LocalBus bus;
    private final Supplier<Protocol> protocol;
    private int port;

    private Gateway(Vertx vertx, Config config, int instances, Node node, Supplier<Protocol> protocol) {
        this.protocol = protocol;
        this.vertx = vertx;
        this.instances = instances;
        this.commons = new Commons(node.id(), instances, config, new Residents(), registry);
        this.bus = new LocalBus(vertx, config.server().requestTimeout());
    }

    static Gateway start(Vertx vertx, TestRedis redis, Config settings) {
        return start(vertx, redis, settings, 2, null);
    }

    static Gateway start(
            Vertx vertx, TestRedis redis, Config settings, int instances, @Nullable Authenticator authenticator) {
        return start(vertx, redis, settings, instances, authenticator, () -> new JsonProtocol(settings.limits()));
    }

    /** @param protocol what it speaks */
    static Gateway start(Vertx vertx, TestRedis redis, Config settings, Supplier<Protocol> protocol) {
        return start(vertx, redis, settings, 2, null, protocol);
    }

    private static Gateway start(
            Vertx vertx,
            TestRedis redis,
            Config settings,
            int instances,
            @Nullable Authenticator authenticator,
            Supplier<Protocol> protocol) {
        Config config = redis.config(settings);
        Node node = Node.withRandomId();
        vertx.eventBus().registerCodec(new BusCodec());
        Gateway gateway = new Gateway(vertx, config, instances, node, protocol);
        RoutingScope scope = new RoutingScope(
                node.id(), instances, config, gateway.commons.residents(), node, authenticator, gateway.registry);
        for (int k = 0; k < instances; k++) {
            gateway.deploy(new StoreVerticle(k, config, redis.target(), gateway.registry));
            gateway.deploy(new RoutingVerticle(k, scope));
            gateway.deploy(new RecallVerticle(k, config));
        }
        gateway.deploy(new LeaseVerticle(node, config.cluster(), config.server().requestTimeout()));
        gateway.open();
        return gateway;
    }

    private void deploy(Deployable verticle) {
        others.push(await(vertx.deployVerticle(verticle)));
    }

    /** Stops all of it, the sockets first and the store last. */
    void stop() {
        await(drain());
        others.forEach(id -> await(vertx.undeploy(id)));
        vertx.eventBus().unregisterCodec(BusCodec.NAME);
    }

    private void open() {
        Wires wires = new Wires(List.of(protocol), List.of(), true);
        for (int n = 0; n < instances; n++) {
            ConnectionVerticle verticle = new ConnectionVerticle(n, commons, wires);
            connectionDeployments.add(await(vertx.deployVerticle(verticle)));
            port = verticle.port();
        }
    }

    /** Stops the connection verticles, which drains them. */
    Future<?> drain() {
        List<String> deployed = List.copyOf(connectionDeployments);
        connectionDeployments.clear();
        return Future.join(deployed.stream().map(vertx::undeploy).toList());
    }

    int port() {
        return port;
    }

    Commons commons() {
        return commons;
    }

    double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).counter().count();
    }

    double gauge(String meter) {
        return registry.get(meter).gauge().value();
    }

    void account(String... accounts) {
        for (String account : accounts) {
            await(ask(account, new Command.CreateAccount(account, TOKEN, null)));
        }
    }

    /** Asks as the server speaking for an account. */
    Future<Answer> ask(String account, Command command) {
        return bus.ask(
                Addresses.route(Addresses.shard(account, instances)), new Request(Caller.server(account), command));
    }

    /** Has the store do something and tells nobody: as if every push of it had got lost. */
    Future<Outcome> silently(Caller caller, Command command) {
        return bus.askStore(Addresses.store(0), new Request(caller, command));
    }

    Client connect() {
        return Client.connect(vertx, port);
    }

    /** A client that is logged in and synced. */
    Client login(String account, String deviceId) {
        Client client = connect();
        client.login(account, TOKEN, deviceId);
        client.next("synced");
        return client;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened within 20 s", e);
        }
    }
}
