package io.posthouse.store;

import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis Cluster: one line a master, each with its own batches, so that a batch can wait for that master's replicas.
 * Follows redirections; reads the map of slots again when one comes or a master is lost.
 */
final class ClusterLines implements Lines {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLines.class);
    private static final int REDIRECTIONS_MAX = 5;
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Vertx vertx;
    private final StoreConfig config;
    private final RedisTarget target;
    private final RedisDialer dialer;
    private final StoreMeters meters;
    private final Map<String, RedisLine> lines = new HashMap<>();
    private final RedisLine[] slots = new RedisLine[Slots.COUNT];
    private final Map<Integer, String> tags = new HashMap<>();
    private boolean looking;
    private boolean closed;

    ClusterLines(Vertx vertx, StoreConfig config, RedisTarget target, RedisDialer dialer, StoreMeters meters) {
        this.vertx = vertx;
        this.config = config;
        this.target = target;
        this.dialer = dialer;
        this.meters = meters;
    }

    @Override
    public Future<Void> open() {
        return openFrom(0);
    }

    @Override
    public Future<Reply> ask(Call call) {
        return ask(call, lineOf(call.place()), false, REDIRECTIONS_MAX);
    }

    @Override
    public List<String> places() {
        Set<RedisLine> found = new HashSet<>();
        List<String> places = new ArrayList<>();
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] != null && found.add(slots[slot])) {
                places.add(tags.computeIfAbsent(slot, Slots::tagIn));
            }
        }
        return places;
    }

    @Override
    public boolean isOneServer() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
        lines.values().forEach(RedisLine::close);
    }

    private Future<Void> openFrom(int index) {
        if (index == target.endpoints().size()) {
            return Future.failedFuture(
                    new StartupException("the Redis Cluster at " + target.name() + " cannot be reached"));
        }
        RedisLine seed = line(target.endpoints().get(index));
        return seed.open()
                .compose(v -> look(seed))
                .recover(cause -> {
                    drop(target.endpoints().get(index));
                    return cause instanceof StartupException ? Future.failedFuture(cause) : openFrom(index + 1);
                })
                .compose(v -> openAll());
    }

    private Future<Void> openAll() {
        List<Future<Void>> opened = new ArrayList<>();
        for (RedisLine line : Set.copyOf(lines.values())) {
            if (!line.isConnected()) {
                opened.add(line.open());
            }
        }
        return Future.all(opened).mapEmpty();
    }

    private Future<Reply> ask(Call call, @Nullable RedisLine line, boolean asking, int redirections) {
        if (line == null) {
            return Future.failedFuture(new FaultException(Fault.STORE_UNAVAILABLE, "a slot has no master"));
        }
        return line.ask(call, asking).recover(cause -> {
            if (cause instanceof Refusals.Redirection elsewhere && redirections > 0) {
                RedisLine other = known(elsewhere.address());
                if (!elsewhere.asking()) {
                    slots[elsewhere.slot()] = other;
                    lookAgain();
                }
                return ask(call, other, elsewhere.asking(), redirections - 1);
            }
            if (cause instanceof Refusals.Redirection) {
                return Future.failedFuture(new FaultException(Fault.STORE_UNAVAILABLE, "a slot moves about"));
            }
            if (cause instanceof FaultException fault && fault.fault() != Fault.OVERLOADED) {
                lookAgain();
            }
            return Future.failedFuture(cause);
        });
    }

    private @Nullable RedisLine lineOf(String place) {
        if (place.isEmpty()) {
            return lines.values().stream()
                    .filter(RedisLine::isConnected)
                    .findFirst()
                    .orElse(slots[0]);
        }
        return slots[Slots.of(place)];
    }

    /** Reads the map of slots from any master that answers, again and again until it is whole. */
    private void lookAgain() {
        if (looking || closed) {
            return;
        }
        looking = true;
        vertx.setTimer(LOOK_AGAIN_MILLIS, id -> {
            Future<Void> looked = Future.failedFuture(new FaultException(Fault.STORE_UNAVAILABLE));
            for (RedisLine line : List.copyOf(lines.values())) {
                if (line.isConnected()) {
                    looked = looked.recover(cause -> look(line));
                }
            }
            looked.onComplete(done -> {
                looking = false;
                boolean whole = done.succeeded() && lines.values().stream().allMatch(RedisLine::isConnected);
                if (!whole) {
                    LOG.debug("The map of slots is not whole lines={}", lines.size());
                    lookAgain();
                }
            });
        });
    }

    private Future<Void> look(RedisLine from) {
        return from.ask(Call.of(Command.CLUSTER).arg("SLOTS"), false).map(reply -> {
            Set<String> masters = new HashSet<>();
            for (Response range : reply.get()) {
                String endpoint = endpointOf(
                        range.get(2).get(0).toString(), range.get(2).get(1).toInteger());
                masters.add(endpoint);
                RedisLine master = line(endpoint);
                for (int slot = range.get(0).toInteger(); slot <= range.get(1).toInteger(); slot++) {
                    slots[slot] = master;
                }
            }
            Set<String> gone = new HashSet<>(lines.keySet());
            gone.removeAll(masters);
            gone.forEach(this::drop);
            for (RedisLine line : lines.values()) {
                line.openLater();
            }
            return null;
        });
    }

    private RedisLine known(String address) {
        int colon = address.lastIndexOf(':');
        RedisLine line = line(endpointOf(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        line.openLater();
        return line;
    }

    private RedisLine line(String endpoint) {
        return lines.computeIfAbsent(endpoint, e -> new RedisLine(config, meters, dialer, e, vertx));
    }

    private void drop(String endpoint) {
        RedisLine line = lines.remove(endpoint);
        if (line != null) {
            line.close();
        }
    }

    /** A host that is empty or {@code ?} is the seed's. */
    private String endpointOf(String host, int port) {
        URI seed = URI.create(target.endpoints().get(0));
        String known = host.isEmpty() || host.equals("?") ? seed.getHost() : host;
        return seed.getScheme() + "://" + known + ":" + port;
    }
}
