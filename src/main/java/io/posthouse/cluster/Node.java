package io.posthouse.cluster;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who this node is and which nodes have a lease. Shared by the node's verticles; any thread may read it. It does not renew
 * the lease: {@link LeaseVerticle} does.
 */
public final class Node implements Supplier<Set<String>> {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int ID_LENGTH = 8;

    private final String id;
    private volatile Set<String> live;
    private volatile long renewedAtNanos;

    /**
     * @param id letters and digits, unique over the deployment
     */
    public Node(String id) {
        this.id = id;
        this.live = Set.of(id);
        this.renewedAtNanos = System.nanoTime();
    }

    /** A node with an id that no other has. */
    public static Node withRandomId() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new Node(id.toString());
    }

    public String id() {
        return id;
    }

    /** The ids of the nodes whose lease holds, as last heard from the store; this one is always among them. */
    @Override
    public Set<String> get() {
        return live;
    }

    /** Whether this node's own lease can still hold: it was renewed less than its life ago. */
    public boolean holdsLease(Duration leaseLife) {
        return System.nanoTime() - renewedAtNanos < leaseLife.toNanos();
    }

    /** The lease was renewed just now. */
    void sees(Set<String> nodeIds) {
        renewedAtNanos = System.nanoTime();
        live = nodeIds;
    }
}
