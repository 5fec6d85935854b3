package io.posthouse.cluster;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.config.ClusterConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
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

    private final Node node;
    private final ClusterConfig config;
    private final Duration requestTimeout;
    private final Request renewal;
    private boolean failed;

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
    }

    @Override
    public Future<?> start() {
        LocalBus bus = new LocalBus(vertx, requestTimeout);
        vertx.setPeriodic(config.leaseLife().toMillis() / RENEWALS_A_LIFE, timer -> renewOrSay(bus));
        return renew(bus);
    }

    @Override
    public Future<?> stop() {
        Request end = new Request(Caller.server(node.id()), new Command.EndLease(node.id()));
        return new LocalBus(vertx, requestTimeout)
                .askStore(Addresses.store(0), end)
                .onFailure(cause -> LOG.warn("The lease could not be ended and will lapse node={}", node.id(), cause))
                .otherwiseEmpty();
    }

    private Future<Outcome> renew(LocalBus bus) {
        return bus.askStore(Addresses.store(0), renewal).onSuccess(this::onRenewed);
    }

    private void renewOrSay(LocalBus bus) {
        renew(bus).onFailure(cause -> {
            if (!failed) {
                LOG.warn(
                        "The lease was not renewed and is tried again node={} reason={}",
                        node.id(),
                        cause.getMessage());
            }
            failed = true;
        });
    }

    private void onRenewed(Outcome outcome) {
        failed = false;
        if (outcome.answer() instanceof Answer.Nodes nodes) {
            Set<String> live = new HashSet<>(nodes.nodeIds());
            live.add(node.id());
            Set<String> before = node.get();
            if (!before.equals(live)) {
                LOG.info("The nodes with a lease changed node={} live={}", node.id(), live);
            }
            node.sees(Set.copyOf(live));
        }
    }
}
