package io.posthouse.bus;

/** The event-bus addresses. One names a node or a local service, never an account, team or connection. */
public final class Addresses {
    private Addresses() {}

    /** Routing verticle {@code k} of this node; local. Takes a {@link io.posthouse.model.Request}. */
    public static String route(int k) {
        return "posthouse.route." + k;
    }

    /** Where routing verticle {@code k} takes a {@link Pushes} batch to hand to the connections; local. */
    public static String deliver(int k) {
        return "posthouse.deliver." + k;
    }

    /** Recall verticle {@code k} of this node; local. Takes a {@link io.posthouse.model.Request}. */
    public static String recall(int k) {
        return "posthouse.recall." + k;
    }

    /** Store verticle {@code k} of this node; local. Takes a {@link io.posthouse.model.Request}. */
    public static String store(int k) {
        return "posthouse.store." + k;
    }

    /** Connection verticle {@code n} of a node; cluster-wide. Takes a {@link Pushes} batch. */
    public static String connections(String nodeId, int n) {
        return "posthouse.node." + nodeId + "." + n;
    }

    /** A node's management verticle; cluster-wide. */
    public static String node(String nodeId) {
        return "posthouse.node." + nodeId;
    }

    /** Which of {@code instances} handles a key (a conversation's or an account's): always the same one for one key. */
    public static int shard(String key, int instances) {
        return Math.floorMod((key.hashCode() * 0x9E3779B9) >>> 7, instances);
    }
}
