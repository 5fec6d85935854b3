package io.posthouse.routing;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At which connection verticles of other nodes an account is connected: asked from the store, remembered for a moment, and
 * forgotten when the bus says that the account moved. A stale memory costs a late push (D2), never a lost message.
 */
final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    /** No setting: it saves questions to the store for some seconds, and the oldest is only asked for again. */
    private static final int REMEMBERED_MAX = 10_000;

    /** No setting: more nodes than that have no lease at once. */
    private static final int NODES_MAX = 1_000;

    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final RoutingScope scope;
    private final LocalBus bus;
    private final String store;
    private final String own;
    private final Map<String, Boolean> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > NODES_MAX;
        }
    };
    private Set<String> lastLive = Set.of();
    private final Map<String, Whereabouts> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Whereabouts> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    Presence(RoutingScope scope, LocalBus bus, String store) {
        this.scope = scope;
        this.bus = bus;
        this.store = store;
        this.own = Addresses.node(scope.nodeId()) + ".";
    }

    /** Whether nobody can be connected elsewhere, because this node is the only one with a lease. */
    boolean isAlone() {
        Set<String> live = scope.liveNodes().get();
        return live.size() <= 1 && live.contains(scope.nodeId());
    }

    /** Whether a node had a lease and has none any more: nothing waits for it. One that is new here may have one. */
    boolean isGone(String nodeId) {
        Set<String> live = scope.liveNodes().get();
        if (!live.equals(lastLive)) {
            lastLive = live;
            live.forEach(node -> seen.put(node, true));
        }
        return !live.contains(nodeId) && seen.containsKey(nodeId);
    }

    /** The addresses on other nodes, or null if they have to be asked for with {@link #ask}. */
    @Nullable List<String> recall(String account) {
        Whereabouts found = remembered.get(account);
        if (found == null || System.nanoTime() - found.askedNanos() > REMEMBERED_NANOS) {
            return null;
        }
        return found.addresses();
    }

    /** Asks the store; nowhere if it does not answer. */
    Future<List<String>> ask(String account) {
        Request find = new Request(Caller.server(account), new Command.FindDevices(account));
        return bus.askStore(store, find)
                .map(this::elsewhere)
                .otherwise(List.of())
                .onSuccess(addresses -> remembered.put(account, new Whereabouts(addresses, System.nanoTime())));
    }

    void forget(String account) {
        remembered.remove(account);
    }

    /** Nobody listens at this address any more: whoever was there is not. */
    void forgetAddress(String address) {
        remembered.values().removeIf(whereabouts -> whereabouts.addresses().contains(address));
    }

    /**
     * Nobody listens at this address any more, so nobody watches teams there. If somebody does after all, its connections
     * find what they miss and watch again (D2).
     */
    void unwatch(List<Conversation> teams, String address) {
        Request unwatch = new Request(Caller.server(""), new Command.WatchTeams(teams, address, false));
        // A failure costs the next message to these teams another try.
        bus.askStore(store, unwatch)
                .onFailure(cause -> LOG.debug("Teams are still watched from a node that is gone address={}", address));
    }

    private List<String> elsewhere(Outcome outcome) {
        if (!(outcome.answer() instanceof Answer.Devices devices)) {
            return List.of();
        }
        return devices.devices().stream()
                .map(OnlineDevice::node)
                .filter(node -> !node.startsWith(own))
                .distinct()
                .toList();
    }

    private record Whereabouts(List<String> addresses, long askedNanos) {}
}
