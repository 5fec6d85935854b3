package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.Pushes;
import io.posthouse.config.LimitsConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Owns the sockets of one event loop: opens the port (shared by all of a node), takes what the routers send for the accounts
 * connected here, and says goodbye to everybody when it is stopped.
 */
public final class ConnectionVerticle extends VerticleBase {
    private static final int BAD_REQUEST = 400;
    private static final int READS_AT_ONCE_MAX = 32;
    /** Spare time for the transport's own idle limit, which is for what never becomes a WebSocket. */
    private static final Duration IDLE_SPARE = Duration.ofSeconds(15);

    private final int n;
    private final Commons commons;
    private final Wires wires;
    private @Nullable Running running;
    private volatile int port;

    /**
     * @param n which of the connection verticles of this node
     */
    public ConnectionVerticle(int n, Commons commons, Wires wires) {
        this.n = n;
        this.commons = commons;
        this.wires = wires;
    }

    /** The port it listens on; 0 if it does not. */
    public int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        LocalBus bus = new LocalBus(vertx, commons.config().server().requestTimeout());
        Wheel wheel = new Wheel(commons::nanos);
        Roster roster = new Roster(n, commons.residents(), commons.rates());
        Logouts logouts = new Logouts(bus, commons.instances());
        Teams teams = teamsBy(bus, wheel);
        Tickets tickets = new Tickets(bus, Addresses.route(n), wheel, commons.nodeId());
        ReadGate gate = new ReadGate(READS_AT_ONCE_MAX);
        Station station = new Station(commons, n, bus, wheel, roster, teams, gate, logouts, tickets);
        Doorway doorway = new Doorway(station, wires, context);
        running = new Running(station, doorway);
        Sorting sorting = new Sorting(roster, teams, doorway.wires());
        MessageConsumer<Pushes> pushes = vertx.eventBus()
                .consumer(
                        Addresses.connections(commons.nodeId(), n),
                        message -> sorting.sort(message.body().pushes()));
        vertx.setPeriodic(Wheel.TICK_MILLIS, timer -> wheel.turn());
        new Healer(station).start();
        commons.doors().add(doorway);
        return pushes.completion()
                .compose(listening -> wires.isListening() ? listen(doorway) : Future.succeededFuture());
    }

    private Teams teamsBy(LocalBus bus, Wheel wheel) {
        TeamRoster roster = new TeamRoster(n, commons.residents().teams());
        TeamWatch watch = new TeamWatch(bus, n, Addresses.connections(commons.nodeId(), n));
        return new Teams(roster, watch, bus, commons.instances(), wheel::nowMillis);
    }

    /** Says goodbye to everybody: what is in flight may finish, within the configured time. */
    @Override
    public Future<?> stop() {
        Running now = running;
        if (now == null) {
            return Future.succeededFuture();
        }
        commons.doors().remove(now.doorway());
        now.doorway().shut();
        long patienceMillis = commons.config().server().drain().toMillis();
        Promise<Void> gone = Promise.promise();
        Departure departure = new Departure(now.station(), patienceMillis, gone);
        now.station().roster().all().forEach(connection -> connection.drain(jitter(patienceMillis)));
        departure.begin();
        return gone.future().eventually(now.station().teams()::end).eventually(this::closeServer);
    }

    private Future<?> listen(Doorway doorway) {
        Router router = Router.router(vertx);
        doorway.mount(router);
        wires.routes().forEach(routes -> routes.mount(router));
        HttpServer server = vertx.createHttpServer(serverOptions());
        running = running == null ? null : running.on(server);
        return server.requestHandler(request -> serve(router, request))
                .listen(commons.port(), commons.config().server().host())
                .onSuccess(listening -> port = listening.actualPort());
    }

    /** A request that names no host is the client's mistake; the router would log it as a bug. */
    private static void serve(Router router, HttpServerRequest request) {
        if (request.authority() == null) {
            request.response().setStatusCode(BAD_REQUEST).end();
        } else {
            router.handle(request);
        }
    }

    private HttpServerOptions serverOptions() {
        LimitsConfig limits = commons.config().limits();
        return new HttpServerOptions()
                .setMaxWebSocketFrameSize(limits.frameBytesMax())
                .setMaxWebSocketMessageSize(limits.frameBytesMax())
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout((int) limits.idleTimeout().plus(IDLE_SPARE).toSeconds());
    }

    private Future<Void> closeServer() {
        HttpServer server = running == null ? null : running.server();
        return server == null ? Future.succeededFuture() : server.close();
    }

    private static long jitter(long withinMillis) {
        return ThreadLocalRandom.current().nextLong(withinMillis + 1);
    }

    private record Running(
            Station station, Doorway doorway, @Nullable HttpServer server) {
        Running(Station station, Doorway doorway) {
            this(station, doorway, null);
        }

        Running on(HttpServer opened) {
            return new Running(station, doorway, opened);
        }
    }
}
