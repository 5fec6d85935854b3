package io.posthouse.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import io.posthouse.bus.BusSeal;
import io.posthouse.bus.Rendezvous;
import io.posthouse.config.ClusterConfig;
import java.time.Duration;

/**
 * How Hazelcast is run: it keeps nothing but the list of nodes and of bus addresses, so it gets few threads and little memory, no
 * multicast, no REST, no phone home. A member that says nothing for the life of a lease is none.
 */
final class HazelcastSettings {
    private static final int PARTITIONS = 31;
    /** How long nodes that start together ask each other who was there first, before the one they all agree on is. */
    private static final int ASKED_SECONDS = 1;

    private final ClusterConfig config;
    private final String host;

    /** @param host where other nodes reach this one */
    HazelcastSettings(ClusterConfig config, String host) {
        this.config = config;
        this.host = host;
    }

    /** @param seal made with the nodes' secret: members that do not know it are of another cluster */
    Config with(BusSeal seal, Rendezvous rendezvous) {
        Config hazelcast = new Config();
        hazelcast.setClusterName("posthouse-" + seal.nameFor("hazelcast"));
        // As vertx-hazelcast wants them.
        hazelcast.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        hazelcast.getMapConfig("__vertx.nodeInfo").setBackupCount(1);
        hazelcast.getJetConfig().setEnabled(false);
        hazelcast.getMetricsConfig().setEnabled(false);
        hazelcast.getSerializationConfig().setJavaSerializationFilterConfig(filter());
        putNetwork(hazelcast.getNetworkConfig(), rendezvous);
        putProperties(hazelcast);
        return hazelcast;
    }

    private void putNetwork(NetworkConfig network, Rendezvous rendezvous) {
        network.setPort(config.memberPort()).setPortAutoIncrement(false).setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(host);
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        // Hazelcast's joiner by discovery takes this time from there too.
        join.getTcpIpConfig().setEnabled(false).setConnectionTimeoutSeconds(ASKED_SECONDS);
        join.getDiscoveryConfig().setDiscoveryServiceProvider(settings -> {
            Address own = settings.getDiscoveryNode().getPrivateAddress();
            boolean isPublicAllowed = !config.host().isEmpty();
            return new RedisDiscovery(rendezvous, nameOf(own), config.leaseLife(), isPublicAllowed);
        });
    }

    static String nameOf(Address address) {
        return address.getHost() + ":" + address.getPort();
    }

    /** Members send objects of these packages to each other, and none else is made from what comes in. */
    private static JavaSerializationFilterConfig filter() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.setDefaultsDisabled(true);
        filter.getWhitelist()
                .addPrefixes("com.hazelcast.", "io.vertx.spi.cluster.hazelcast.", "java.lang.", "java.util.", "[");
        return filter;
    }

    private void putProperties(Config hazelcast) {
        long lifeSeconds = seconds(config.leaseLife());
        hazelcast.setProperty("hazelcast.logging.type", "slf4j");
        hazelcast.setProperty("hazelcast.phone.home.enabled", "false");
        hazelcast.setProperty("hazelcast.discovery.enabled", "true");
        hazelcast.setProperty("hazelcast.socket.bind.any", "false");
        hazelcast.setProperty("hazelcast.health.monitoring.level", "OFF");
        hazelcast.setProperty("hazelcast.partition.count", Integer.toString(PARTITIONS));
        hazelcast.setProperty("hazelcast.io.thread.count", "1");
        hazelcast.setProperty("hazelcast.operation.thread.count", "2");
        hazelcast.setProperty("hazelcast.operation.generic.thread.count", "2");
        hazelcast.setProperty("hazelcast.event.thread.count", "1");
        hazelcast.setProperty("hazelcast.wait.seconds.before.join", "1");
        hazelcast.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        hazelcast.setProperty("hazelcast.max.no.heartbeat.seconds", Long.toString(lifeSeconds));
        hazelcast.setProperty(
                "hazelcast.operation.call.timeout.millis",
                Long.toString(config.leaseLife().toMillis()));
        hazelcast.setProperty("hazelcast.merge.first.run.delay.seconds", Long.toString(lifeSeconds));
        hazelcast.setProperty("hazelcast.merge.next.run.delay.seconds", Long.toString(lifeSeconds));
        hazelcast.setProperty("hazelcast.graceful.shutdown.max.wait", "5");
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }
}
