package io.posthouse;

import io.posthouse.PosthouseBuilder.Host;
import io.posthouse.bus.BusCodec;
import io.posthouse.bus.BusSeal;
import io.posthouse.config.Config;
import io.posthouse.config.StartupException;
import io.posthouse.store.EmbeddedRedis;
import io.posthouse.store.RedisRendezvous;
import io.posthouse.store.RedisTarget;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Puts a gateway together step by step; what each step did is noted, so that it can be taken back in the reverse order. Each
 * event loop gets one verticle of each kind, so that a message stays on one thread where it can.
 */
final class Assembly {
    private final Vertx vertx;
    private final Config config;
    private final Host host;
    private final Undo undo;
    private final List<Lane> lanes = new ArrayList<>();

    Assembly(Vertx vertx, Config config, Host host, Undo undo) {
        this.vertx = vertx;
        this.config = config;
        this.host = host;
        this.undo = undo;
    }

    /** What has been done is in {@code undo}, also when a later step fails. */
    Future<Running> run() {
        return seal().compose(this::registerCodec)
                .compose(registered -> openStore())
                .compose(redis -> deploy(newParts(redis)));
    }

    /** What other nodes say is believed if it bears their common secret, which is in the store unless it is configured. */
    private Future<BusSeal> seal() {
        if (config.cluster().secret().isSet()) {
            return Future.succeededFuture(new BusSeal(config.cluster().secret().reveal()));
        }
        if (!vertx.isClustered() || config.store().isEmbedded()) {
            return Future.succeededFuture(new BusSeal(BusCodec.newSecret()));
        }
        RedisRendezvous rendezvous = new RedisRendezvous(vertx, config.store(), RedisTarget.of(config.store()));
        return rendezvous
                .open()
                .compose(open -> rendezvous.secret(BusCodec.newSecret()))
                .map(BusSeal::new)
                .onComplete(read -> rendezvous.close());
    }

    private Future<Void> registerCodec(BusSeal seal) {
        try {
            vertx.eventBus().registerCodec(new BusCodec(seal));
        } catch (IllegalStateException taken) {
            return Future.failedFuture(new StartupException("This Vert.x runs a gateway already."));
        }
        undo.add("bus codec", () -> done(() -> vertx.eventBus().unregisterCodec(BusCodec.NAME)));
        return Future.succeededFuture();
    }

    private Future<RedisTarget> openStore() {
        if (!config.store().isEmbedded()) {
            return Future.succeededFuture(RedisTarget.of(config.store()));
        }
        return EmbeddedRedis.start(vertx, config.store()).map(redis -> {
            undo.add("embedded Redis", redis::close);
            return redis.target();
        });
    }

    private Parts newParts(RedisTarget redis) {
        Parts parts = new Parts(vertx, config, host, redis);
        undo.add("meters", () -> done(parts::close));
        return parts;
    }

    private Future<Running> deploy(Parts parts) {
        return deployLanes(parts.instances())
                .compose(deployed -> phase("store verticles", lanes, parts::store))
                .compose(deployed -> phase("lease", lanes.subList(0, 1), k -> parts.lease()))
                .compose(deployed -> phase("routing verticles", lanes, parts::routing))
                .compose(deployed -> phase("recall verticles", lanes, parts::recall))
                .compose(deployed -> phase("pass-through verticles", lanes, parts::passThrough))
                .compose(deployed -> phase("collector", filesOn(), k -> parts.collector()))
                .compose(deployed -> phase("lag verticles", lanes, parts::lag))
                .compose(deployed -> phase("host verticle", lanes.subList(0, 1), k -> parts.hostVerticle()))
                .compose(deployed -> loadPage(parts))
                .compose(loaded -> open(parts));
    }

    /** Where what looks after files runs: on the first lane, if at all. */
    private List<Lane> filesOn() {
        return lanes.subList(0, config.files().enabled() ? 1 : 0);
    }

    private Future<Void> deployLanes(int count) {
        List<Future<String>> deployed = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Lane lane = new Lane();
            lanes.add(lane);
            deployed.add(vertx.deployVerticle(lane, new io.vertx.core.DeploymentOptions()));
        }
        undo.add(
                "lanes",
                () -> Future.join(
                        deployed.stream().map(id -> id.compose(vertx::undeploy)).toList()));
        return Future.all(deployed).mapEmpty();
    }

    /** One verticle on each of these lanes; if one fails the others are taken back too. */
    private Future<Supplier<Future<?>>> phase(String name, List<Lane> on, IntFunction<Deployable> make) {
        List<Future<Void>> started = new ArrayList<>();
        List<Supplier<Future<?>>> stops = new ArrayList<>();
        for (int k = 0; k < on.size(); k++) {
            Lane lane = on.get(k);
            Deployable verticle = make.apply(k);
            started.add(lane.add(verticle));
            stops.add(() -> lane.remove(verticle));
        }
        Supplier<Future<?>> stop =
                () -> Future.join(stops.stream().map(Supplier::get).toList());
        undo.add(name, stop);
        // Waits for all, so that none starts after it was taken back.
        return Future.join(started).map(all -> stop);
    }

    private Future<Void> loadPage(Parts parts) {
        return config.server().page() ? vertx.executeBlocking(parts::loadPage) : Future.succeededFuture();
    }

    /** Clients are let in last. */
    private Future<Running> open(Parts parts) {
        Running running = new Running(parts, undo);
        return phase("connection verticles", lanes, parts::connection)
                .recover(cause -> StartFailures.onPort(
                        cause, "server", config.server().host(), config.server().port()))
                .map(running::drainedBy)
                .compose(opened -> phase("management", lanes.subList(0, 1), k -> parts.management(running)))
                .recover(cause -> StartFailures.onPort(
                        cause,
                        "management",
                        config.management().host(),
                        config.management().port()))
                .map(opened -> {
                    mount(parts);
                    return running;
                });
    }

    private void mount(Parts parts) {
        Router router = host.router();
        if (router != null) {
            Router own = Router.router(vertx);
            parts.mount(own);
            Route route = router.route("/*").subRouter(own);
            undo.add("routes", () -> done(route::remove));
        }
    }

    private static Future<?> done(Runnable work) {
        work.run();
        return Future.succeededFuture();
    }
}
