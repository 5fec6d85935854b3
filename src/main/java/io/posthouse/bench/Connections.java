package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Opens and logs in many connections, from as many local addresses as was asked for, and keeps them alive. */
final class Connections {
    private static final int AT_ONCE = 64;
    private static final double HEARTBEAT_NANOS = 20e9;
    private static final long SLICE_MILLIS = 50;
    /** What the gateway says is at most this long. */
    private static final int FRAME_BYTES_MAX = 1024 * 1024;

    private final Vertx vertx;
    /** Kept, for one that nobody refers to any more closes its sockets. */
    private final List<WebSocketClient> clients;

    private final List<BenchConnection> all;
    private final long timer;
    private int nextPing;
    private long pingedNanos = System.nanoTime();

    private Connections(Vertx vertx, List<WebSocketClient> clients, List<BenchConnection> all) {
        this.vertx = vertx;
        this.clients = clients;
        this.all = all;
        this.timer = vertx.setPeriodic(SLICE_MILLIS, tick -> pingSome());
    }

    static Future<Connections> open(Vertx vertx, Target target, Accounts accounts) {
        return open(vertx, target, accounts, target::urlOf);
    }

    /** @param urlOf which node an account connects to, by its number */
    static Future<Connections> open(Vertx vertx, Target target, Accounts accounts, IntFunction<URI> urlOf) {
        int count = accounts.count();
        List<WebSocketClient> clients = new ArrayList<>();
        for (int i = 0; i < target.addresses; i++) {
            clients.add(vertx.createWebSocketClient(new WebSocketClientOptions()
                    .setMaxConnections(count)
                    .setConnectTimeout(10_000)
                    .setMaxFrameSize(FRAME_BYTES_MAX)
                    .setMaxMessageSize(FRAME_BYTES_MAX)
                    .setLocalAddress("127.0.0." + (i + 1))));
        }
        return Parallel.run(
                        count,
                        AT_ONCE,
                        i -> BenchConnection.open(
                                clients.get(i % clients.size()), urlOf.apply(i), accounts.name(i), accounts.token()))
                .map(all -> new Connections(vertx, clients, all));
    }

    /** Spread over the heartbeat, so that the pings come as those of people do; what a late tick missed is made up for. */
    private void pingSome() {
        long now = System.nanoTime();
        long due = (long) ((now - pingedNanos) / HEARTBEAT_NANOS * all.size()) + 1;
        pingedNanos = now;
        for (long i = Math.min(due, all.size()); i > 0; i--) {
            all.get(nextPing++ % all.size()).ping();
        }
    }

    List<BenchConnection> all() {
        return all;
    }

    Future<Void> close() {
        vertx.cancelTimer(timer);
        return Future.join(all.stream().map(BenchConnection::close).toList())
                .compose(closed ->
                        Future.join(clients.stream().map(WebSocketClient::close).toList()))
                .mapEmpty();
    }
}
