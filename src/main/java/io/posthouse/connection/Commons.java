package io.posthouse.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.bus.Residents;
import io.posthouse.config.Config;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** What the connection verticles of one node have in common: who the node is, its settings, and what is counted a node. */
public final class Commons {
    private static final int FREE_PORTS = 1_000_000_000;

    private final String nodeId;
    private final int instances;
    private final Config config;
    private final Residents residents;
    private final Admission admission;
    private final AccountRates rates;
    private final ConnectionMeters meters;
    private final List<Doorway> doors = new CopyOnWriteArrayList<>();
    private final long startNanos = System.nanoTime();
    private final int freePort = -1 - ThreadLocalRandom.current().nextInt(FREE_PORTS);

    /**
     * @param nodeId letters and digits, unique over the deployment
     * @param instances how many verticles of each kind this node runs
     */
    public Commons(String nodeId, int instances, Config config, Residents residents, MeterRegistry registry) {
        this.nodeId = nodeId;
        this.instances = instances;
        this.config = config;
        this.residents = residents;
        this.admission = new Admission(config.limits());
        this.rates = new AccountRates(config.limits());
        this.meters = new ConnectionMeters(registry, admission);
    }

    /** How many sockets this node holds. */
    public int connections() {
        return admission.count();
    }

    /** The port to listen on; a negative one means a free one that the verticles of one node share. */
    int port() {
        return config.server().port() == 0 ? freePort : config.server().port();
    }

    /** The port to listen on for TLS; negative as {@link #port}. */
    int tlsPort() {
        int port = config.server().tls().port();
        return port == 0 ? freePort - FREE_PORTS : port;
    }

    /** A clock that never goes back, the same for all verticles of the node. */
    long nanos() {
        return System.nanoTime() - startNanos;
    }

    /** The doorways of the connection verticles that run. */
    List<Doorway> doors() {
        return doors;
    }

    String nodeId() {
        return nodeId;
    }

    int instances() {
        return instances;
    }

    Config config() {
        return config;
    }

    Residents residents() {
        return residents;
    }

    Admission admission() {
        return admission;
    }

    AccountRates rates() {
        return rates;
    }

    ConnectionMeters meters() {
        return meters;
    }
}
