package io.posthouse.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.config.Config;
import io.posthouse.model.Message;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves {@link Addresses#store} with a {@link Store} of its own: one connection to each server, one batch at a time. */
public final class StoreVerticle extends VerticleBase {
    private final int k;
    private final Config config;
    private final RedisTarget target;
    private final MeterRegistry registry;
    private final Consumer<Message> stored;
    private @Nullable Store store;

    /** @param k which of the node's store verticles this is */
    public StoreVerticle(int k, Config config, RedisTarget target, MeterRegistry registry) {
        this(k, config, target, registry, message -> {});
    }

    /**
     * @param stored hears each message that is stored, on this verticle's event loop; those of one conversation in their order, never
     *     a repeated or a refused one
     */
    public StoreVerticle(int k, Config config, RedisTarget target, MeterRegistry registry, Consumer<Message> stored) {
        this.k = k;
        this.config = config;
        this.target = target;
        this.registry = registry;
        this.stored = stored;
    }

    @Override
    public Future<?> start() {
        Store opened = Store.on(vertx, config, target, registry, k, stored);
        store = opened;
        Duration timeout = config.store().timeout();
        return opened.open()
                .compose(v -> new LocalBus(vertx, timeout).serve(Addresses.store(k), opened::run))
                .onFailure(cause -> opened.close());
    }

    @Override
    public Future<?> stop() {
        if (store != null) {
            store.close();
        }
        return Future.succeededFuture();
    }
}
