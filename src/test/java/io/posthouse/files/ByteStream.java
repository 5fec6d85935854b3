package io.posthouse.files;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes as a client sends them: piece by piece, and only as many pieces as are asked for. May break off. Paused at first. */
final class ByteStream implements ReadStream<Buffer> {
    private static final int PIECE = 16 * 1024;

    private final Vertx vertx;
    private final byte[] bytes;
    private final int breaksAt;
    private int at;
    private long demand;
    private boolean isOver;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    private ByteStream(Vertx vertx, byte[] bytes, int breaksAt) {
        this.vertx = vertx;
        this.bytes = bytes;
        this.breaksAt = breaksAt;
    }

    static ByteStream of(Vertx vertx, byte[] bytes) {
        return new ByteStream(vertx, bytes, Integer.MAX_VALUE);
    }

    static ByteStream breakingOff(Vertx vertx, byte[] bytes, int at) {
        return new ByteStream(vertx, bytes, at);
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> given) {
        exceptionHandler = given;
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> given) {
        handler = given;
        later();
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> given) {
        endHandler = given;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = Math.max(demand, demand + amount);
        later();
        return this;
    }

    private void later() {
        vertx.getOrCreateContext().runOnContext(ignored -> flow());
    }

    private void flow() {
        Handler<Buffer> to = handler;
        if (isOver || to == null) {
            return;
        }
        if (at >= breaksAt && exceptionHandler != null) {
            isOver = true;
            exceptionHandler.handle(new IOException("the client hung up"));
        } else if (at == bytes.length && endHandler != null) {
            isOver = true;
            endHandler.handle(null);
        } else if (demand > 0) {
            demand--;
            int from = at;
            at = Math.min(Math.min(at + PIECE, bytes.length), breaksAt);
            to.handle(Buffer.buffer(Arrays.copyOfRange(bytes, from, at)));
            later();
        }
    }
}
