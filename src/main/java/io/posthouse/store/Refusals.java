package io.posthouse.store;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.redis.client.impl.types.ErrorType;

/** What an error that the server answered means for the caller. */
final class Refusals {
    private Refusals() {}

    /** A refusal that another server or a later moment cures, a redirection, or a bug. */
    static RuntimeException of(Throwable cause) {
        if (!(cause instanceof ErrorType error)) {
            return new IllegalStateException("the store refused a call", cause);
        }
        String text = error.toString();
        int space = text.indexOf(' ');
        return switch (space < 0 ? text : text.substring(0, space)) {
            case "MOVED", "ASK" -> Redirection.parse(text);
            case "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "MISCONF", "NOREPLICAS", "UNBLOCKED" ->
                new FaultException(Fault.STORE_UNAVAILABLE, text.substring(0, space));
            case "OOM" -> new FaultException(Fault.OVERLOADED, "the store is full");
            default -> new IllegalStateException("the store refused a call: " + text);
        };
    }

    /** Whether the server was the master and is not any more. */
    static boolean isByReplica(Throwable cause) {
        return cause instanceof ErrorType error && error.is("READONLY");
    }

    /** A key of a Redis Cluster is on another server: for good, or ({@code asking}) for this one call. */
    static final class Redirection extends RuntimeException {
        private final boolean asking;
        private final int slot;
        private final String address;

        private Redirection(String text, boolean asking, int slot, String address) {
            super(text, null, false, false);
            this.asking = asking;
            this.slot = slot;
            this.address = address;
        }

        static Redirection parse(String text) {
            String[] words = text.split(" ", -1);
            return new Redirection(text, words[0].equals("ASK"), Integer.parseInt(words[1]), words[2]);
        }

        boolean asking() {
            return asking;
        }

        int slot() {
            return slot;
        }

        /** {@code host:port}; the host is empty if it is the one that answered. */
        String address() {
            return address;
        }
    }
}
