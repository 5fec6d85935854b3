package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many devices on one node that come back to others when it dies. Event loop only. */
final class Crowd {
    private static final int AT_ONCE = 64;
    private static final long SLICE_MILLIS = 50;
    private static final double HEARTBEAT_MILLIS = 20_000;
    private static final int FRAME_BYTES_MAX = 1024 * 1024;

    private final Vertx vertx;
    private final Target target;
    private final List<WebSocketClient> clients = new ArrayList<>();
    private final List<Returner> all = new ArrayList<>();
    private int in;
    private long left;
    private long tries;
    private long later;
    private long refusals;
    private double pingsDue;
    private int nextPing;

    Crowd(Vertx vertx, Target target, Accounts accounts) {
        this.vertx = vertx;
        this.target = target;
        for (int i = 0; i < target.addresses; i++) {
            clients.add(vertx.createWebSocketClient(new WebSocketClientOptions()
                    .setMaxConnections(accounts.count())
                    .setConnectTimeout(10_000)
                    .setMaxFrameSize(FRAME_BYTES_MAX)
                    .setMaxMessageSize(FRAME_BYTES_MAX)
                    .setLocalAddress("127.0.0." + (i + 1))));
        }
        for (int i = 0; i < accounts.count(); i++) {
            all.add(new Returner(vertx, clients.get(i % clients.size()), this, accounts.name(i), accounts.token(), i));
        }
    }

    /** Brings them to the node that is to die, some at a time. */
    Future<Void> come(Duration patience) {
        vertx.setPeriodic(SLICE_MILLIS, tick -> pingSome());
        int[] begun = {0};
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        Promise<Void> here = Promise.promise();
        vertx.setPeriodic(5, timer -> {
            while (begun[0] < all.size() && begun[0] - in < AT_ONCE) {
                all.get(begun[0]++).comeTo(target.url);
            }
            if (in == all.size()) {
                vertx.cancelTimer(timer);
                here.complete();
            } else if (System.nanoTime() > deadlineNanos) {
                vertx.cancelTimer(timer);
                here.fail(new BenchException("Of " + all.size() + " connections only " + in + " were made."));
            }
        });
        return here.future();
    }

    private void pingSome() {
        pingsDue += all.size() * SLICE_MILLIS / HEARTBEAT_MILLIS;
        for (; pingsDue >= 1; pingsDue--) {
            all.get(nextPing++ % all.size()).ping();
        }
    }

    /** One of the other nodes. */
    URI survivor(int turn) {
        return target.also.get(Math.floorMod(turn, target.also.size()));
    }

    void tried() {
        tries++;
    }

    void came() {
        in++;
    }

    void went() {
        in--;
        left++;
    }

    void toldToComeLater() {
        later++;
    }

    void refused() {
        refusals++;
    }

    boolean hasLost() {
        return left > 0;
    }

    boolean isWhole() {
        return in == all.size();
    }

    int in() {
        return in;
    }

    long tries() {
        return tries;
    }

    long timesToldToComeLater() {
        return later;
    }

    long refusals() {
        return refusals;
    }

    void leave() {
        all.forEach(Returner::leave);
    }
}
