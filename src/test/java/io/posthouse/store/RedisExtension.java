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
        Class<?> type = parameter.getParameter().getType();
        return type == TestRedis.class || type == RedisClusterServers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == RedisClusterServers.class) {
            return cluster(context);
        }
        boolean onCluster = context.getRequiredTestClass().isAnnotationPresent(OnCluster.class);
        RedisTarget target =
                onCluster ? cluster(context).target() : running(context).redis.target();
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "prefix",
                        key -> new TestRedis(target, "t" + PREFIXES.incrementAndGet() + ":"),
                        TestRedis.class);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("redis", key -> Running.start(), Running.class);
    }

    private static RedisClusterServers cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("cluster", key -> RedisClusterServers.start(), RedisClusterServers.class);
    }

    /**
     * A part of the tests' Redis.
     *
     * @param keyPrefix this test's own
     */
    public record TestRedis(RedisTarget target, String keyPrefix) {

        /** {@code base} with this test's prefix and durability {@code memory}. */
        public Config config(Config base) {
            return TestConfig.of(base)
                    .with(target)
                    .with(keyPrefix)
                    .with(StoreConfig.Durability.MEMORY)
                    .build();
        }

        /** The defaults likewise. */
        public Config config() {
            return config(Config.DEFAULT);
        }
    }

    private static final class Running implements AutoCloseable {
        private final Vertx vertx;
        private final Path directory;
        private final EmbeddedRedis redis;
        private final Thread lastResort = new Thread(this::kill);

        private Running(Vertx vertx, Path directory, EmbeddedRedis redis) {
            Runtime.getRuntime().addShutdownHook(lastResort);
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

        /** For a JVM that ends before the tests do. */
        private void kill() {
            ProcessHandle.of(redis.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }

        @Override
        public void close() throws IOException {
            Runtime.getRuntime().removeShutdownHook(lastResort);
            TestStore.await(redis.close());
            TestStore.await(vertx.close());
            RedisServers.deleteTree(directory);
        }
    }
}
