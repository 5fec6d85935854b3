package io.posthouse.files;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** A client that takes one piece at a time, and remembers whether it was given more than it could take. */
final class SlowSink implements WriteStream<Buffer> {
    private final Vertx vertx;
    private final Buffer taken = Buffer.buffer();
    private boolean isFull;
    private boolean isEnded;
    private int forced;
    private @Nullable Handler<Void> drainHandler;

    SlowSink(Vertx vertx) {
        this.vertx = vertx;
    }

    Buffer taken() {
        return taken;
    }

    boolean isEnded() {
        return isEnded;
    }

    /** How often something came while it was full. */
    int forced() {
        return forced;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public Future<Void> write(Buffer data) {
        if (isFull) {
            forced++;
        }
        isFull = true;
        taken.appendBuffer(data);
        vertx.setTimer(1, later -> {
            isFull = false;
            Handler<Void> drained = drainHandler;
            if (drained != null) {
                drained.handle(null);
            }
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        isEnded = true;
        return Future.succeededFuture();
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return isFull;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        drainHandler = handler;
        return this;
    }
}
