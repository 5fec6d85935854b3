package io.posthouse.it;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Two accounts that mind their own business: how long does it take from one to the other? */
final class Probe implements Listener {
    private static final long EVERY_MILLIS = 10;

    private final Vertx vertx;
    private final PosthouseClient from;
    private Histogram nanos = new Histogram(3);
    private Promise<Void> arrived = Promise.promise();
    private volatile boolean running;

    private Probe(Vertx vertx, PosthouseClient from) {
        this.vertx = vertx;
        this.from = from;
    }

    static Probe connect(Vertx vertx, Clients clients, GatewayProcess gateway) throws Exception {
        gateway.createAccount("probe-1", "token-of-probe-1");
        gateway.createAccount("probe-2", "token-of-probe-2");
        PosthouseClient from =
                clients.client(ClientOptions.of("127.0.0.1", gateway.port(), "probe-1", "token-of-probe-1"));
        PosthouseClient to =
                clients.client(ClientOptions.of("127.0.0.1", gateway.port(), "probe-2", "token-of-probe-2"));
        Probe probe = new Probe(vertx, from);
        to.on(probe);
        from.connect().await(10, TimeUnit.SECONDS);
        to.connect().await(10, TimeUnit.SECONDS);
        return probe;
    }

    /** Probes while something else goes on. @return the latencies from send to arrival, ns */
    Histogram during(Future<Void> work, long secondsMax) throws Exception {
        nanos = new Histogram(3);
        running = true;
        Future<Void> probing = next();
        work.await(secondsMax, TimeUnit.SECONDS);
        running = false;
        probing.await(30, TimeUnit.SECONDS);
        return nanos;
    }

    private Future<Void> next() {
        if (!running) {
            return Future.succeededFuture();
        }
        arrived = Promise.promise();
        long started = System.nanoTime();
        return from.sendText("probe-2", "probe")
                .compose(sent -> arrived.future())
                .onSuccess(here -> nanos.recordValue(System.nanoTime() - started))
                .compose(here -> vertx.timer(EVERY_MILLIS))
                .compose(over -> next());
    }

    @Override
    public void msg(PosthouseClient client, ChatMessage msg) {
        arrived.tryComplete();
    }
}
