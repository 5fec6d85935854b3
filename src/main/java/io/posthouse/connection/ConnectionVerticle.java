package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.NodesMoved;
import io.posthouse.bus.Pushes;
import io.posthouse.model.StoreLife;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.ext.web.Router;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Owns the sockets of one event loop: opens the port (shared by all of a node), takes what the routers send for the accounts
 * connected here, and says goodbye to everybody when it is stopped.
 */
public final class ConnectionVerticle extends VerticleBase {
    /** No setting: times a page it is the memory that reading back takes, and more would only queue at the one connection to the store. */
    private static final int READS_AT_ONCE_MAX = 32;

    private final int n;
    private final Commons commons;
    private final Wires wires;
    private @Nullable Running running;
    private volatile int port;
    private volatile int tlsPort;

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

    /** The port that speaks TLS; 0 if there is none. */
    public int tlsPort() {
        return tlsPort;
    }

    @Override
    public Future<?> start() {
        LocalBus bus = new LocalBus(vertx, commons.config().server().requestTimeout());
        Wheel wheel = new Wheel(commons::nanos);
        Roster roster = new Roster(n, commons.residents(), commons.rates());
        Logouts logouts = new Logouts(bus, commons.instances());
        Teams teams = teamsBy(bus, wheel);
        Tickets tickets = new Tickets(bus, Addresses.route(n), wheel, commons.nodeId());
        Turns gate = new Turns(READS_AT_ONCE_MAX);
        AckRounds acks = new AckRounds(bus, commons.instances());
        Lives lives = new Lives(bus, roster, commons.config().server().drain().toMillis());
        Station station = new Station(
                commons, n, bus, wheel, roster, teams, gate, new LoginQueue(), logouts, acks, tickets, lives);
        Doorway doorway = new Doorway(station, wires, context);
        Running now = new Running(station, doorway, new Listeners(vertx, commons, n == 0));
        running = now;
        Sorting sorting = new Sorting(station, doorway.wires());
        MessageConsumer<?> pushes = bus.hear(
                Addresses.connections(commons.nodeId(), n), Pushes.class, batch -> sorting.sort(batch.pushes()));
        MessageConsumer<?> broadcasts =
                bus.hear(Addresses.everybody(), Pushes.class, batch -> sorting.tellEverybody(batch.pushes()));
        Comeback comeback = new Comeback(station);
        MessageConsumer<?> returns = bus.hear(Addresses.returned(), NodesMoved.class, moved -> comeback.begin());
        MessageConsumer<?> renewals = bus.hear(Addresses.storeRenewed(), StoreLife.class, life -> {
            teams.doubtAll();
            lives.begin(life);
        });
        vertx.setPeriodic(Wheel.TICK_MILLIS, timer -> wheel.turn());
        new Healer(station).start();
        commons.doors().add(doorway);
        return Future.all(pushes.completion(), broadcasts.completion(), returns.completion(), renewals.completion())
                .compose(listening -> wires.isListening() ? listen(now) : Future.succeededFuture());
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
        return gone.future().eventually(now.station().teams()::end).eventually(now.listeners()::close);
    }

    private Future<?> listen(Running now) {
        Router router = Router.router(vertx);
        now.doorway().mount(router);
        wires.routes().forEach(routes -> routes.mount(router));
        return now.listeners().open(router).onSuccess(listening -> {
            port = now.listeners().port();
            tlsPort = now.listeners().tlsPort();
        });
    }

    private static long jitter(long withinMillis) {
        return ThreadLocalRandom.current().nextLong(withinMillis + 1);
    }

    private record Running(Station station, Doorway doorway, Listeners listeners) {}
}
