package io.posthouse;

import io.posthouse.bus.Rendezvous;
import io.posthouse.cluster.Gathering;
import io.posthouse.config.ClusterConfig;
import io.posthouse.config.ClusterTlsConfig;
import io.posthouse.config.Config;
import io.posthouse.store.RedisRendezvous;
import io.posthouse.store.RedisTarget;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** Makes the Vert.x that a gateway runs in: one whose event bus reaches the other nodes if there may be some. */
final class NodesBus {
    private static final int CONNECT_MILLIS_MAX = 2_000;
    private static final int SIGNS_A_LIFE = 3;

    private final Config config;

    NodesBus(Config config) {
        this.config = config;
    }

    /** Fails with a sentence for the operator. */
    Future<Vertx> open() {
        VertxOptions options = new VertxOptions().setPreferNativeTransport(true);
        if (!config.isClustered()) {
            return Future.succeededFuture(Vertx.vertx(options));
        }
        Gathering gathering = new Gathering(config.cluster(), config.store().endpoints(), this::rendezvous);
        return Vertx.builder()
                .with(options.setEventBusOptions(busOptions()))
                .withClusterManager(gathering)
                .buildClustered()
                .recover(cause -> Future.failedFuture(StartFailures.of(cause)));
    }

    private Rendezvous rendezvous(Vertx vertx) {
        return new RedisRendezvous(vertx, config.store(), RedisTarget.of(config.store()));
    }

    /** A node that is silent is found out within the life of its lease, so that what is sent to it does not pile up. */
    private EventBusOptions busOptions() {
        ClusterConfig cluster = config.cluster();
        long signMillis = cluster.leaseLife().toMillis() / SIGNS_A_LIFE;
        EventBusOptions options = new EventBusOptions()
                .setPort(cluster.busPort())
                .setConnectTimeout(CONNECT_MILLIS_MAX)
                .setReconnectAttempts(0)
                .setTcpNoDelay(true)
                .setClusterPingInterval(signMillis)
                .setClusterPingReplyInterval(signMillis);
        ClusterTlsConfig tls = cluster.tls();
        if (tls.isOn()) {
            options.setSsl(true)
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate())
                            .addKeyPath(tls.key()))
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority()));
        }
        return options;
    }
}
