package io.posthouse.cluster;

import io.posthouse.bus.BusCodec;
import io.posthouse.bus.BusSeal;
import io.posthouse.bus.Rendezvous;
import io.posthouse.config.ClusterConfig;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one event bus of the nodes': Hazelcast, whose members find each other at the rendezvous. Nobody has to know an address, and
 * nobody who does not know the nodes' secret takes part.
 */
public final class Gathering extends HazelcastClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);
    private static final int RENEWALS_A_LIFE = 3;

    private final ClusterConfig config;
    private final List<String> storeEndpoints;
    private final Function<Vertx, Rendezvous> rendezvousOn;
    private @Nullable Vertx vertx;
    private @Nullable Rendezvous rendezvous;
    private boolean isWarned;

    /** @param storeEndpoints {@code redis://host:port} each; the way there tells which address is this node's */
    public Gathering(ClusterConfig config, List<String> storeEndpoints, Function<Vertx, Rendezvous> rendezvousOn) {
        this.config = config;
        this.storeEndpoints = List.copyOf(storeEndpoints);
        this.rendezvousOn = rendezvousOn;
    }

    @Override
    public void init(Vertx joining) {
        super.init(joining);
        vertx = joining;
    }

    @Override
    public void join(Completable<Void> joined) {
        Vertx on = vertx;
        if (on == null) {
            throw new IllegalStateException("join before init");
        }
        Rendezvous meeting = rendezvousOn.apply(on);
        rendezvous = meeting;
        meeting.open()
                .compose(open -> secret(meeting))
                .compose(secret -> on.executeBlocking(() -> OwnAddress.of(config, storeEndpoints))
                        .map(host -> new HazelcastSettings(config, host).with(new BusSeal(secret), meeting))
                        .compose(this::joinWith)
                        .onSuccess(inside -> stay(on, meeting, secret)))
                .onFailure(cause -> meeting.close())
                .onComplete(joined);
    }

    private Future<Void> joinWith(com.hazelcast.config.Config settings) {
        setConfig(settings);
        Promise<Void> inside = Promise.promise();
        super.join(inside);
        return inside.future();
    }

    private Future<String> secret(Rendezvous meeting) {
        return config.secret().isSet()
                ? Future.succeededFuture(config.secret().reveal())
                : meeting.secret(BusCodec.newSecret());
    }

    private void stay(Vertx on, Rendezvous meeting, String secret) {
        String own = own();
        LOG.info("The node has joined member={} members={}", own, getNodes().size());
        Duration life = config.leaseLife();
        // The secret too: nodes that come after a store was wiped are to find these.
        on.setPeriodic(life.toMillis() / RENEWALS_A_LIFE, timer -> meeting.meet(own, life)
                .compose(met -> config.secret().isSet() ? Future.succeededFuture(secret) : meeting.secret(secret))
                .onSuccess(found -> warnOfOther(found.equals(secret)))
                .onFailure(cause -> LOG.debug("The address was not left again and is later member={}", own, cause)));
    }

    private void warnOfOther(boolean isSame) {
        if (isSame || isWarned) {
            return;
        }
        isWarned = true;
        LOG.warn(
                "The store holds another secret of the nodes than this one's: nodes that start now do not find it, so start it again");
    }

    private String own() {
        return HazelcastSettings.nameOf(
                getHazelcastInstance().getCluster().getLocalMember().getAddress());
    }

    @Override
    public void leave(Completable<Void> left) {
        Rendezvous meeting = rendezvous;
        if (meeting == null || !isActive()) {
            super.leave(left);
            return;
        }
        Promise<Void> outside = Promise.promise();
        meeting.meet(own(), Duration.ZERO)
                // Dropped: an address that stays lapses.
                .otherwiseEmpty()
                .onComplete(taken -> super.leave(outside));
        outside.future().onComplete(done -> meeting.close()).onComplete(left);
    }
}
