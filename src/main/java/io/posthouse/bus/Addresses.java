package io.posthouse.bus;

import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.StoreLife;
import io.posthouse.model.TeamCommand;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The event-bus addresses. One names a node or a local service, never an account, team or connection. */
public final class Addresses {
    private static final Pattern CONNECTION_ID = Pattern.compile("([A-Za-z0-9]+)-([0-9]{1,4})-[A-Za-z0-9]+");

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

    /** Pass-through verticle {@code k} of this node; local. Takes a {@link io.posthouse.model.Request}. */
    public static String passThrough(int k) {
        return "posthouse.passthrough." + k;
    }

    /** Store verticle {@code k} of this node; local. Takes a {@link io.posthouse.model.Request}. */
    public static String store(int k) {
        return "posthouse.store." + k;
    }

    /** Connection verticle {@code n} of a node; cluster-wide. Takes a {@link Pushes} batch. */
    public static String connections(String nodeId, int n) {
        return "posthouse.node." + nodeId + "." + n;
    }

    /** Where routing verticles hear that an account came to or left a node; cluster-wide, published. Takes a {@link PresenceMoved}. */
    public static String presence() {
        return "posthouse.presence";
    }

    /** Where lease verticles hear that nodes come and go; cluster-wide, published. Takes {@link NodesMoved}. */
    public static String nodes() {
        return "posthouse.nodes";
    }

    /** Where this node's verticles hear that its lease had lapsed and holds again; local, published. Takes {@link NodesMoved}. */
    public static String returned() {
        return "posthouse.returned";
    }

    /** Where this node's verticles hear that another life of the store has begun; local, published. Takes {@link StoreLife}. */
    public static String storeRenewed() {
        return "posthouse.storerenewed";
    }

    /** Where connection verticles hear what everybody is told; cluster-wide, published. Takes a {@link Pushes} batch. */
    public static String everybody() {
        return "posthouse.everybody";
    }

    /**
     * A connection's id, unique over the deployment. It tells where the connection is, so that what is for one connection
     * alone needs no lookup.
     *
     * @param nodeId letters and digits
     * @param serial letters and digits, unique on the connection verticle
     */
    public static String connectionId(String nodeId, int n, String serial) {
        return nodeId + "-" + n + "-" + serial;
    }

    /** The address of the connection verticle that holds a connection, or empty if the text is no id of ours. */
    public static Optional<String> ofConnection(String connectionId) {
        Matcher form = CONNECTION_ID.matcher(connectionId);
        return form.matches()
                ? Optional.of(connections(form.group(1), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** The id of the node that an address of {@link #connections} is on; the text itself if it is no such address. */
    public static String nodeOf(String address) {
        String[] parts = address.split("\\.", 5);
        return parts.length == 4 ? parts[2] : address;
    }

    /** A node's management verticle; cluster-wide. Takes a {@link NodeQuestion}. */
    public static String node(String nodeId) {
        return "posthouse.node." + nodeId;
    }

    /**
     * Where an account's command is handled: what is asked about one conversation, or else about one account, always at the
     * same verticle and so in the order it was asked.
     *
     * @param instances how many verticles of each kind the node runs
     */
    public static String handlerOf(String account, Command command, int instances) {
        Conversation conversation = conversationOf(account, command);
        if (command instanceof Command.PassThrough) {
            return passThrough(shard(account, instances));
        }
        if (conversation == null) {
            return route(shard(account, instances));
        }
        int k = shard(conversation.key(), instances);
        return command instanceof Command.Recall ? recall(k) : route(k);
    }

    private static @Nullable Conversation conversationOf(String account, Command command) {
        if (command instanceof Command.Send send) {
            return Conversation.of(send.draft().scene(), account, send.draft().to());
        }
        if (command instanceof Command.SendSysMsg send) {
            return Conversation.of(send.scene(), account, send.to());
        }
        if (command instanceof Command.Recall recall) {
            return recall.conversation();
        }
        if (command instanceof Command.SendReceipt receipt) {
            return receipt.conversation();
        }
        if (command instanceof Command.GetHistory history) {
            return history.conversation();
        }
        if (command instanceof Command.ClearHistory clear) {
            return clear.conversation();
        }
        boolean isOfNoTeam = command instanceof TeamCommand.CreateTeam
                || command instanceof TeamCommand.FindTeams
                || command instanceof TeamCommand.GetOwnTeams;
        return command instanceof TeamCommand about && !isOfNoTeam ? about.team() : null;
    }

    /** Which of {@code instances} handles a key (a conversation's or an account's): always the same one for one key. */
    public static int shard(String key, int instances) {
        return Math.floorMod((key.hashCode() * 0x9E3779B9) >>> 7, instances);
    }
}
