package io.posthouse.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.spi.discovery.DiscoveryNode;
import com.hazelcast.spi.discovery.SimpleDiscoveryNode;
import com.hazelcast.spi.discovery.integration.DiscoveryService;
import io.posthouse.bus.Rendezvous;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Hazelcast where other members may be: what stands at the rendezvous, if it is a private address. Called on Hazelcast's own
 * threads, which may wait. An address where nobody is costs a try to connect.
 */
final class RedisDiscovery implements DiscoveryService {
    private static final Logger LOG = LoggerFactory.getLogger(RedisDiscovery.class);
    private static final int MEMBERS_MAX = 1_000;

    private final Rendezvous rendezvous;
    private final String own;
    private final Duration life;
    private final boolean isPublicAllowed;

    /**
     * @param own where this member is reached, {@code host:port}
     * @param life of an address at the rendezvous
     * @param isPublicAllowed whether other members may be at addresses that are not private
     */
    RedisDiscovery(Rendezvous rendezvous, String own, Duration life, boolean isPublicAllowed) {
        this.rendezvous = rendezvous;
        this.own = own;
        this.life = life;
        this.isPublicAllowed = isPublicAllowed;
    }

    @Override
    public void start() {
        // The first question leaves the address.
    }

    @Override
    public Iterable<DiscoveryNode> discoverNodes() {
        List<DiscoveryNode> found = new ArrayList<>();
        for (String address : meet()) {
            if (found.size() < MEMBERS_MAX) {
                parse(address, found);
            }
        }
        return found;
    }

    @Override
    public void destroy() {
        // The one who made the rendezvous takes the address away.
    }

    @Override
    public Map<String, String> discoverLocalMetadata() {
        return Map.of();
    }

    /** Nobody if the store does not answer in time: Hazelcast asks again. */
    private List<String> meet() {
        try {
            return rendezvous
                    .meet(own, life)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(life.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException silence) {
            LOG.warn("The store did not say where other nodes are and is asked again reason={}", silence.getMessage());
            return List.of();
        }
    }

    private void parse(String address, List<DiscoveryNode> into) {
        int colon = address.lastIndexOf(':');
        try {
            InetAddress host = InetAddress.getByName(address.substring(0, Math.max(0, colon)));
            int port = Integer.parseInt(address.substring(colon + 1));
            if (isPublicAllowed || OwnAddress.isPrivate(host)) {
                into.add(new SimpleDiscoveryNode(new Address(host, port)));
            } else {
                LOG.warn("A node at an address that is not private is passed over address={}", host.getHostAddress());
            }
        } catch (UnknownHostException | IllegalArgumentException noAddress) {
            LOG.warn("What stands in the store is no address of a node and is passed over");
        }
    }
}
