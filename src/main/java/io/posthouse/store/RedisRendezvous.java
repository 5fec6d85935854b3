package io.posthouse.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.Rendezvous;
import io.posthouse.config.StoreConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** The nodes' rendezvous in Redis. Has a connection of its own, for it is needed before there is an event bus. */
public final class RedisRendezvous implements Rendezvous {
    private final Context context;
    private final Lines lines;
    private final Keys keys;

    public RedisRendezvous(Vertx vertx, StoreConfig config, RedisTarget target) {
        this.context = vertx.getOrCreateContext();
        this.lines = Store.lines(
                vertx,
                config,
                target,
                new RedisDialer(vertx, config, target),
                new StoreMeters(new SimpleMeterRegistry(), 0));
        this.keys = new Keys(config.keyPrefix());
    }

    @Override
    public Future<Void> open() {
        return there(lines::open);
    }

    @Override
    public Future<String> secret(String candidate) {
        return there(() -> lines.ask(
                        Call.of(Script.TICKET_KEY).key(keys.nodesSecret()).arg(candidate)))
                .map(reply -> reply.get().get(0).toString());
    }

    @Override
    public Future<List<String>> meet(String address, Duration life) {
        return there(() -> lines.ask(Call.of(Script.MEET)
                        .key(keys.nodeAddresses())
                        .arg(address)
                        .arg(life.toMillis())))
                .map(reply -> StreamSupport.stream(reply.get().spliterator(), false)
                        .map(Response::toString)
                        .toList());
    }

    @Override
    public void close() {
        context.runOnContext(go -> lines.close());
    }

    /** The lines are used on one event loop. */
    private <T> Future<T> there(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> work.get().onComplete(done));
        return done.future();
    }
}
