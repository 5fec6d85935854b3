package io.posthouse.management;

import io.vertx.core.Future;

/** The node that a management verticle speaks for. */
public interface ManagedNode {

    /** Unique among the nodes that are up. */
    String id();

    /** Of the gateway. */
    String version();

    /** How many sockets it holds. */
    int connections();

    boolean isDraining();

    /** Tells all connections to go elsewhere and takes no new ones. A second call waits for the first; never undone. */
    Future<Void> drain();
}
