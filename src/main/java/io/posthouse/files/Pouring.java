package io.posthouse.files;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * Writes one stream into another, no faster than that takes it, and is done when every write is: a pipe of Vert.x is done when the last
 * write has begun, and does not notice that it fails. Does not end what it writes to. On one event loop.
 */
final class Pouring {
    private final ReadStream<Buffer> from;
    private final WriteStream<Buffer> to;
    private final Promise<Long> done = Promise.promise();
    private long bytes;
    private int writing;
    private boolean isRead;
    private boolean isFromBroken;

    /** @param from paused */
    Pouring(ReadStream<Buffer> from, WriteStream<Buffer> to) {
        this.from = from;
        this.to = to;
    }

    /** Whether it failed because {@code from} did. */
    boolean isFromBroken() {
        return isFromBroken;
    }

    /** @return how many bytes that were */
    Future<Long> run() {
        to.exceptionHandler(this::fail);
        from.exceptionHandler(cause -> {
                    isFromBroken |= !done.future().isComplete();
                    done.tryFail(cause);
                })
                .endHandler(ended -> {
                    isRead = true;
                    look();
                })
                .handler(this::write);
        from.resume();
        return done.future();
    }

    private void write(Buffer piece) {
        if (done.future().isComplete()) {
            return;
        }
        bytes += piece.length();
        writing++;
        to.write(piece)
                .onComplete(
                        written -> {
                            writing--;
                            look();
                        },
                        this::fail);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private void look() {
        if (isRead && writing == 0) {
            done.tryComplete(bytes);
        }
    }

    private void fail(Throwable cause) {
        if (done.tryFail(cause)) {
            from.pause();
        }
    }
}
