package io.posthouse.store;

import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/**
 * What Redis made of a {@link Call}.
 *
 * @param value null for nil
 * @param replicas how many replicas have it; 0 if nobody asked
 */
record Reply(@Nullable Response value, int replicas) {

    /** The value of a call that never yields nil. */
    Response get() {
        if (value == null) {
            throw new IllegalStateException("the store answered nil where a value belongs");
        }
        return value;
    }

    Response get(int index) {
        return get().get(index);
    }

    long number(int index) {
        return get(index).toLong();
    }
}
