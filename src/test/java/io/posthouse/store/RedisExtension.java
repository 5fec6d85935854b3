package io.posthouse.store;

import io.posthouse.config.Config;
import io.posthouse.config.StoreConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one embedded Redis for all tests of this JVM and stops it at the end. A test takes a {@link TestRedis} parameter:
 * its own key prefix on that Redis.
 */
public final class RedisExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RedisExtension.class);
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestRedis.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("redis", key -> Running.start(), Running.class);
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "prefix",
                        key -> new TestRedis(running.redis.target(), "t" + PREFIXES.incrementAndGet() + ":"),
                        TestRedis.class);
    }

    /**
     * A part of the tests' Redis.
     *
     * @param keyPrefix this test's own
     */
    public record TestRedis(RedisTarget target, String keyPrefix) {

        /** {@code base} with this test's prefix and durability {@code memory}. */
        public Config config(Config base) {
            StoreConfig store = base.store();
            return new Config(
                    base.server(),
                    new StoreConfig(
                            target.endpoints(),
                            StoreConfig.Mode.STANDALONE,
                            store.masterName(),
                            store.user(),
                            target.password(),
                            store.dataDirectory(),
                            StoreConfig.Durability.MEMORY,
                            store.replicas(),
                            store.timeout(),
                            store.batchMax(),
                            store.queueMax(),
                            keyPrefix,
                            store.retention()),
                    base.limits(),
                    base.auth(),
                    base.devices(),
                    base.sync(),
                    base.recall(),
                    base.cluster(),
                    base.management(),
                    base.admin());
        }
    }

    private static final class Running implements AutoCloseable {
        private final Vertx vertx;
        private final Path directory;
        private final EmbeddedRedis redis;

        private Running(Vertx vertx, Path directory, EmbeddedRedis redis) {
            this.vertx = vertx;
            this.directory = directory;
            this.redis = redis;
        }

        static Running start() {
            try {
                Vertx vertx = Vertx.vertx();
                Path directory = Files.createTempDirectory("posthouse-redis");
                StoreConfig config = RedisServers.embedded(directory, StoreConfig.Durability.MEMORY);
                return new Running(vertx, directory, TestStore.await(EmbeddedRedis.start(vertx, config)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            TestStore.await(redis.close());
            TestStore.await(vertx.close());
            RedisServers.deleteTree(directory);
        }
    }
}
