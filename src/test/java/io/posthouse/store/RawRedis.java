package io.posthouse.store;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A test's own connection to a single server, to look at what the store wrote. */
final class RawRedis implements AutoCloseable {
    private final Redis client;

    private RawRedis(Redis client) {
        this.client = client;
    }

    static RawRedis of(Vertx vertx, RedisTarget target) {
        return new RawRedis(target.client(vertx, target.endpoints().get(0), 4_096, 3_000));
    }

    Response say(Command command, Object... args) {
        Request request = Request.cmd(command);
        for (Object arg : args) {
            request.arg(String.valueOf(arg));
        }
        return TestStore.await(client.send(request));
    }

    /** Bytes that a key takes, all elements looked at; 0 if there is none. */
    long memoryOf(String key) {
        Response bytes = say(Command.MEMORY, "USAGE", key, "SAMPLES", 0);
        return bytes == null ? 0 : bytes.toLong();
    }

    @Override
    public void close() {
        client.close();
    }
}
