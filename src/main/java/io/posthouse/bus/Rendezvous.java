package io.posthouse.bus;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Where nodes that share nothing but the store leave their addresses and find those of the others. May be used from any thread;
 * at most some hundred nodes.
 */
public interface Rendezvous {

    /** Connects; fails with a sentence for the operator. To be called once, before the others. */
    Future<Void> open();

    /**
     * The secret that all nodes of the deployment share. Who asks first makes it; asking again changes nothing.
     *
     * @param candidate becomes the secret if there is none
     */
    Future<String> secret(String candidate);

    /**
     * Leaves an address and reads all that are there. Repeating it prolongs the life.
     *
     * @param address {@code host:port}
     * @param life how long the address stays without being left again; zero takes it away
     * @return also this one, unless it was taken away; in no order
     */
    Future<List<String>> meet(String address, Duration life);

    /** Nothing is asked after it. */
    void close();
}
