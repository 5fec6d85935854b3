package io.posthouse.store;

import io.vertx.core.Promise;

/**
 * A call on its way.
 *
 * @param since when it was asked, in nanoseconds of this process
 */
record Job(Call call, boolean asking, Promise<Reply> promise, long since) {

    boolean isOpen() {
        return !promise.future().isComplete();
    }
}
