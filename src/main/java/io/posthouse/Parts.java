package io.posthouse;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.PosthouseBuilder.Host;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.Residents;
import io.posthouse.cluster.LeaseVerticle;
import io.posthouse.cluster.Node;
import io.posthouse.config.Config;
import io.posthouse.config.NimConfig;
import io.posthouse.connection.Commons;
import io.posthouse.connection.ConnectionVerticle;
import io.posthouse.connection.HostMount;
import io.posthouse.connection.Protocol;
import io.posthouse.connection.RouteProvider;
import io.posthouse.connection.SizeCheck;
import io.posthouse.connection.Wires;
import io.posthouse.files.CollectorVerticle;
import io.posthouse.files.FileHouse;
import io.posthouse.management.HealthCheck;
import io.posthouse.management.LoopLag;
import io.posthouse.management.LoopLagVerticle;
import io.posthouse.management.ManagedNode;
import io.posthouse.management.ManagementVerticle;
import io.posthouse.management.ServerApi;
import io.posthouse.management.Tokens;
import io.posthouse.management.WebFiles;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Request;
import io.posthouse.protocol.json.HostRequests;
import io.posthouse.protocol.json.JsonProtocol;
import io.posthouse.protocol.nim.Lbs;
import io.posthouse.protocol.nim.NimProtocol;
import io.posthouse.protocol.socketio.Origins;
import io.posthouse.protocol.socketio.SocketIoProtocol;
import io.posthouse.recall.RecallVerticle;
import io.posthouse.routing.RoutingScope;
import io.posthouse.routing.RoutingVerticle;
import io.posthouse.store.RedisTarget;
import io.posthouse.store.StoreVerticle;
import io.posthouse.upstream.PassThroughVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the verticles of one gateway and holds what they share. Starts and stops nothing. */
final class Parts {
    private final Config config;
    private final Host host;
    private final RedisTarget redis;
    private final int instances;
    private final Node node = Node.withRandomId();
    private final Meters meters;
    private final Residents residents = new Residents();
    private final Ears ears = new Ears();
    private final LocalBus bus;
    private final LoopLag lag;
    private final Commons commons;
    private final FileHouse files;
    private @Nullable WebFiles page;
    private @Nullable ConnectionVerticle first;
    private @Nullable ManagementVerticle management;

    Parts(Vertx vertx, Config config, Host host, RedisTarget redis) {
        this.config = config;
        this.host = host;
        this.redis = redis;
        int wanted = config.server().instances();
        this.instances = wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
        this.meters = new Meters(host.registry());
        this.bus = new LocalBus(vertx, config.server().requestTimeout());
        this.lag = new LoopLag(instances, registry(), System::nanoTime);
        this.files = new FileHouse(vertx, config, bus, instances);
        this.commons = new Commons(node.id(), instances, config, residents, registry());
    }

    int instances() {
        return instances;
    }

    String nodeId() {
        return node.id();
    }

    HostDesk desk() {
        return new HostDesk(bus, instances, new SizeCheck(config.limits()), ears);
    }

    HostVerticle hostVerticle() {
        return new HostVerticle(desk(), config.limits());
    }

    StoreVerticle store(int k) {
        return new StoreVerticle(k, config, redis, registry(), ears);
    }

    LeaseVerticle lease() {
        return new LeaseVerticle(node, config.cluster(), config.server().requestTimeout());
    }

    RoutingVerticle routing(int k) {
        return new RoutingVerticle(
                k, new RoutingScope(node.id(), instances, config, residents, node, host.authenticator(), registry()));
    }

    RecallVerticle recall(int k) {
        return new RecallVerticle(k, config);
    }

    PassThroughVerticle passThrough(int k) {
        return new PassThroughVerticle(k, config.passThrough(), config.server().requestTimeout());
    }

    CollectorVerticle collector() {
        return new CollectorVerticle(files, config.files().collectInterval());
    }

    LoopLagVerticle lag(int k) {
        return new LoopLagVerticle(lag, k);
    }

    /** Blocks. */
    @Nullable Void loadPage() throws IOException {
        page = WebFiles.load(Parts.class.getClassLoader());
        return null;
    }

    ConnectionVerticle connection(int k) {
        ConnectionVerticle verticle = new ConnectionVerticle(k, commons, wires());
        if (k == 0) {
            first = verticle;
        }
        return verticle;
    }

    ManagementVerticle management(ManagedNode speaking) {
        List<HealthCheck> checks = List.of(
                new HealthCheck("The store", this::storeProblem),
                new HealthCheck("The lease", this::leaseProblem),
                new HealthCheck("The event loops", lag::problem));
        management = new ManagementVerticle(config.management(), speaking, checks, registry());
        return management;
    }

    /** Adds everything that has a route to a host's router. */
    void mount(Router router) {
        new HostMount(commons, wires()).mount(router);
    }

    private Wires wires() {
        List<RouteProvider> routes = new ArrayList<>();
        routes.add(serverApi()::mount);
        if (config.nim().enabled()) {
            routes.add(lbs());
        }
        if (config.files().enabled()) {
            routes.add(files::mount);
        }
        if (page != null) {
            routes.add(page::mount);
        }
        return new Wires(protocols(), routes, host.router() == null);
    }

    private List<Supplier<Protocol>> protocols() {
        NimConfig nim = config.nim();
        Supplier<Protocol> json = () -> new JsonProtocol(config.limits());
        Origins origins = new Origins(nim.allowedOrigins());
        Supplier<Protocol> ofVendor =
                () -> new SocketIoProtocol(new NimProtocol(fileHost()), origins, nim.handshakeTimeout());
        return nim.enabled() ? List.of(json, ofVendor) : List.of(json);
    }

    /** Clients of that wire fetch over TLS alone. */
    private String fileHost() {
        String url = config.files().publicUrl();
        return url.startsWith("https://")
                ? url.substring("https://".length())
                : config.nim().publicAddress();
    }

    private Lbs lbs() {
        NimConfig nim = config.nim();
        boolean isBehindProxy = config.server().trustForwardedFor();
        return new Lbs(nim.publicAddress(), isBehindProxy, this::tlsPort, new Origins(nim.allowedOrigins()));
    }

    private ServerApi serverApi() {
        HostWords words = new HostWords(desk(), new HostRequests(config.limits()));
        return new ServerApi(config.admin(), bus, instances, new Tokens(new SecureRandom()), words::ask);
    }

    int port() {
        return first == null ? 0 : first.port();
    }

    int tlsPort() {
        return first == null ? 0 : first.tlsPort();
    }

    int managementPort() {
        return management == null ? 0 : management.port();
    }

    int connections() {
        return commons.connections();
    }

    void close() {
        ears.closeAll();
        meters.close();
    }

    private MeterRegistry registry() {
        return meters.registry();
    }

    /** Asks for something small that the store has to look up. */
    private Future<Optional<String>> storeProblem() {
        Request question = new Request(Caller.server(node.id()), new Command.FindCredential(node.id()));
        return bus.askStore(Addresses.store(0), question)
                .map(answered -> Optional.<String>empty())
                .otherwise(cause -> Optional.of("The store cannot be used: " + cause.getMessage() + "."));
    }

    private Future<Optional<String>> leaseProblem() {
        return Future.succeededFuture(
                node.holdsLease(config.cluster().leaseLife())
                        ? Optional.empty()
                        : Optional.of("The lease of this node was not renewed in time."));
    }
}
