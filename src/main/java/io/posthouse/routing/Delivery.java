package io.posthouse.routing;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.Pushes;
import io.posthouse.bus.Residents;
import io.posthouse.model.Conversation;
import io.posthouse.model.Push;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands pushes to the connection verticles, on this node and on others, in one bus message an address and tick. Best
 * effort: what does not arrive is found by its receiver (D2).
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int WAITING_MAX = 10_000;

    private final Vertx vertx;
    private final LocalBus bus;
    private final Outward outward;
    private final Residents residents;
    private final Presence presence;
    private final String nodeId;
    private final String own;
    private final Map<String, List<Push>> batches = new LinkedHashMap<>();
    private final Map<String, List<Push>> waiting = new HashMap<>();
    private int waitingCount;
    private boolean isFlushDue;

    Delivery(Vertx vertx, LocalBus bus, Presence presence, RoutingScope scope) {
        this.vertx = vertx;
        this.bus = bus;
        this.outward = new Outward(bus, scope.meters());
        this.residents = scope.residents();
        this.presence = presence;
        this.nodeId = scope.nodeId();
        this.own = Addresses.node(nodeId) + ".";
    }

    /** Takes pushes in their order; they leave at the end of this tick. */
    void deliver(List<Push> pushes) {
        boolean isAlone = presence.isAlone();
        for (Push given : pushes) {
            if (!given.onlyConnection().isEmpty()) {
                Addresses.ofConnection(given.onlyConnection()).ifPresent(address -> add(address, given));
                continue;
            }
            Push push = given.team() == null ? given : toWatchers(given, given.team());
            addOwn(push);
            if (!isAlone) {
                push.accounts().forEach(account -> addElsewhere(account, push));
            }
        }
    }

    /**
     * Other nodes as the store knows them, whether or not their lease holds: one that is gone is found by its address and
     * forgotten. This node knows its own members better.
     *
     * @return what is left to deliver here and to single accounts
     */
    private Push toWatchers(Push given, Conversation team) {
        // Where it goes is nobody else's business, and long.
        Push push = Push.toTeam(
                team, List.of(), given.accounts(), given.unseenBy(), given.event(), given.exceptConnection());
        for (String address : given.watchers()) {
            if (!address.startsWith(own)) {
                add(address, push);
            }
        }
        return push;
    }

    private void addOwn(Push push) {
        List<String> accounts = push.accounts();
        if (accounts.size() == 1 && push.team() == null) {
            for (int n : residents.of(accounts.get(0))) {
                add(Addresses.connections(nodeId, n), push);
            }
            return;
        }
        Set<Integer> verticles = new LinkedHashSet<>();
        if (push.team() != null) {
            for (int n : residents.teams().of(push.team())) {
                verticles.add(n);
            }
        }
        for (String account : accounts) {
            for (int n : residents.of(account)) {
                verticles.add(n);
            }
        }
        verticles.forEach(n -> add(Addresses.connections(nodeId, n), push));
    }

    private void addElsewhere(String account, Push push) {
        List<Push> before = waiting.get(account);
        if (before != null) {
            wait(before, push);
            return;
        }
        List<String> known = presence.recall(account);
        if (known != null) {
            known.forEach(address -> add(address, push));
            return;
        }
        List<Push> first = new ArrayList<>();
        waiting.put(account, first);
        wait(first, push);
        presence.ask(account).onComplete(asked -> onAsked(account, asked.result()));
    }

    private void wait(List<Push> queue, Push push) {
        if (waitingCount < WAITING_MAX) {
            queue.add(push);
            waitingCount++;
        }
    }

    private void onAsked(String account, List<String> addresses) {
        List<Push> queue = waiting.remove(account);
        if (queue != null) {
            waitingCount -= queue.size();
            queue.forEach(push -> addresses.forEach(address -> add(address, push)));
        }
    }

    /** A push for several accounts that are at one address goes there once. */
    private void add(String address, Push push) {
        List<Push> batch = batches.computeIfAbsent(address, key -> new ArrayList<>());
        if (batch.isEmpty() || !batch.get(batch.size() - 1).equals(push)) {
            batch.add(push);
        }
        if (!isFlushDue) {
            isFlushDue = true;
            vertx.runOnContext(tick -> flush());
        }
    }

    private void flush() {
        isFlushDue = false;
        batches.forEach((address, pushes) -> {
            if (address.startsWith(own)) {
                bus.send(address, new Pushes(pushes));
            } else if (presence.isGone(Addresses.nodeOf(address))) {
                onGone(address, pushes);
            } else {
                outward.send(address, pushes, () -> onGone(address, pushes));
            }
        });
        batches.clear();
    }

    private void onGone(String address, List<Push> pushes) {
        LOG.debug("Nobody listens there any more address={}", address);
        presence.forgetAddress(address);
        List<Conversation> teams = pushes.stream()
                .map(Push::team)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!teams.isEmpty()) {
            presence.unwatch(teams, address);
        }
    }
}
