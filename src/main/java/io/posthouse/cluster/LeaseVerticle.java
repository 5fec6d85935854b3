package io.posthouse.cluster;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.NodesMoved;
import io.posthouse.config.ClusterConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.posthouse.model.StoreLife;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's lease in the store, and so learns who else is there. One a node; starts once the lease is taken and
 * gives it up when it stops.
 */
public final class LeaseVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseVerticle.class);
    private static final int RENEWALS_A_LIFE = 3;
    private static final long LOOK_MILLIS = 50;
    /** No setting: so seldom that it costs nothing, and often enough that no cursor passes what was lost. */
    private static final long STORE_LOOK_MILLIS = 2_000;

    /** After so many lives of a lease without a node it was silent. */
    private static final int SILENT_LIVES = 2;

    private final Node node;
    private final ClusterConfig config;
    private final Duration requestTimeout;
    private final Request renewal;
    private final Request look;
    private String storeLife = "";
    private boolean failed;
    private boolean isLookDue;
    private boolean isWarned;

    /**
     * @param requestTimeout how long the store may take to answer
     */
    public LeaseVerticle(Node node, ClusterConfig config, Duration requestTimeout) {
        this.node = node;
        this.config = config;
        this.requestTimeout = requestTimeout;
        this.renewal = new Request(
                Caller.server(node.id()),
                new Command.RenewLease(node.id(), config.leaseLife().toMillis()));
        this.look = new Request(
                Caller.server(node.id()),
                new Command.LookAtStore(config.leaseLife().toMillis() * SILENT_LIVES));
    }

    @Override
    public Future<?> start() {
        LocalBus bus = new LocalBus(vertx, requestTimeout);
        vertx.setPeriodic(config.leaseLife().toMillis() / RENEWALS_A_LIFE, timer -> renewOrSay(bus));
        vertx.setPeriodic(STORE_LOOK_MILLIS, timer -> lookAtStore(bus));
        MessageConsumer<?> moves = bus.hear(Addresses.nodes(), NodesMoved.class, moved -> onMoved(bus, moved));
        return moves.completion()
                .compose(listening -> ask(bus, renewal))
                .onSuccess(taken -> sees(taken.nodeIds()))
                .onSuccess(taken -> bus.publishAnywhere(Addresses.nodes(), new NodesMoved(node.id())))
                .compose(taken -> lookAtStore(bus));
    }

    /** Never fails: it is looked at again. */
    private Future<Void> lookAtStore(LocalBus bus) {
        return bus.askStore(Addresses.store(0), look)
                .onSuccess(outcome -> onLooked(bus, outcome.answer()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void onLooked(LocalBus bus, Answer answer) {
        if (answer instanceof Answer.StoreSeen seen) {
            StoreLife life = seen.life();
            if (!storeLife.isEmpty() && !storeLife.equals(life.name())) {
                LOG.warn(
                        "The store was lost, or is older than it was: everybody logs in again and is told anew node={} life={}",
                        node.id(),
                        life.name());
                bus.publish(Addresses.storeRenewed(), life);
            }
            storeLife = life.name();
        }
    }

    @Override
    public Future<?> stop() {
        LocalBus bus = new LocalBus(vertx, requestTimeout);
        return ask(bus, new Request(Caller.server(node.id()), new Command.EndLease(node.id())))
                .onSuccess(ended -> bus.publishAnywhere(Addresses.nodes(), new NodesMoved(node.id())))
                .onFailure(cause -> LOG.warn("The lease could not be ended and will lapse node={}", node.id(), cause))
                .otherwiseEmpty();
    }

    /** Others come and go in their own time; asking for each of many at once would tell nothing more. */
    private void onMoved(LocalBus bus, NodesMoved moved) {
        if (!moved.node().equals(node.id()) && !isLookDue) {
            isLookDue = true;
            vertx.setTimer(LOOK_MILLIS, timer -> {
                isLookDue = false;
                renewOrSay(bus);
            });
        }
    }

    private Future<Answer.Nodes> ask(LocalBus bus, Request request) {
        return bus.askStore(Addresses.store(0), request)
                .compose(outcome -> outcome.answer() instanceof Answer.Nodes nodes
                        ? Future.succeededFuture(nodes)
                        : Future.failedFuture(new FaultException(Fault.INTERNAL)));
    }

    private void renewOrSay(LocalBus bus) {
        ask(bus, renewal).onSuccess(nodes -> onRenewed(bus, nodes)).onFailure(cause -> {
            if (!failed) {
                LOG.warn(
                        "The lease was not renewed and is tried again node={} reason={}",
                        node.id(),
                        cause.getMessage());
            }
            failed = true;
        });
    }

    private void onRenewed(LocalBus bus, Answer.Nodes nodes) {
        failed = false;
        if (nodes.held()) {
            sees(nodes.nodeIds());
            return;
        }
        // If the store was away the others come back in these moments too: nobody is taken for dead yet.
        Set<String> all = new HashSet<>(nodes.nodeIds());
        all.addAll(node.get());
        sees(all);
        LOG.warn("The lease had lapsed and holds again node={}", node.id());
        bus.publish(Addresses.returned(), new NodesMoved(node.id()));
        bus.publishAnywhere(Addresses.nodes(), new NodesMoved(node.id()));
    }

    private void sees(Set<String> nodeIds) {
        Set<String> live = new HashSet<>(nodeIds);
        live.add(node.id());
        if (!node.get().equals(live)) {
            LOG.info("The nodes with a lease changed node={} live={}", node.id(), live);
        }
        if (live.size() > 1 && !vertx.isClustered() && !isWarned) {
            isWarned = true;
            LOG.warn("Other nodes use the same store, but this Vert.x is not clustered: what they push comes late");
        }
        node.sees(Set.copyOf(live));
    }
}
