package io.posthouse.cluster;

import io.posthouse.config.ClusterConfig;
import io.posthouse.config.StartupException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where other nodes reach this one: what the operator says, or the address that this machine uses towards the store, if it is a
 * private one. Blocks while names are looked up.
 */
final class OwnAddress {
    private static final int ANY_PORT = 6379;

    private OwnAddress() {}

    /**
     * @param storeEndpoints {@code redis://host:port}
     * @return an IP address; fails with a {@link StartupException}
     */
    static String of(ClusterConfig config, List<String> storeEndpoints) {
        if (!config.host().isEmpty()) {
            return lookUp(config.host(), "cluster.host").getHostAddress();
        }
        return privateOne(towards(storeEndpoints));
    }

    /** Refuses one that others than this site's machines can use. */
    static String privateOne(InetAddress own) {
        if (!isPrivate(own)) {
            throw new StartupException("This machine reaches the store from " + own.getHostAddress()
                    + ", which is no private address; cluster.host says where other nodes shall reach this one.");
        }
        return own.getHostAddress();
    }

    /** Whether only machines of the same site or this one can use it. */
    static boolean isPrivate(InetAddress address) {
        boolean isUniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || isUniqueLocal;
    }

    private static InetAddress towards(List<String> storeEndpoints) {
        if (storeEndpoints.isEmpty()) {
            return InetAddress.getLoopbackAddress();
        }
        InetAddress store = lookUp(URI.create(storeEndpoints.get(0)).getHost(), "store.endpoints");
        // Nothing is sent: the system says which of its addresses it would send from.
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(store, ANY_PORT));
            return socket.getLocalAddress();
        } catch (IOException noWay) {
            throw new StartupException("There is no way from this machine to the store at " + store.getHostAddress()
                    + "; cluster.host says where other nodes shall reach this one.");
        }
    }

    private static InetAddress lookUp(String host, String setting) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new StartupException("There is no host " + host + " (" + setting + ").");
        }
    }
}
