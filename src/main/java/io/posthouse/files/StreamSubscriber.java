package io.posthouse.files;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Writes what Reactive Streams brings into a stream of Vert.x, no faster than that takes it, and ends it. */
final class StreamSubscriber implements Subscriber<ByteBuffer> {
    private final Context context;
    private final WriteStream<Buffer> to;
    private final boolean ends;
    private final Promise<Void> done = Promise.promise();
    private @Nullable Subscription subscription;
    private int writing;
    private boolean isRead;

    /**
     * @param context the one that {@code to} belongs to
     * @param ends whether {@code to} is ended with what comes
     */
    StreamSubscriber(Context context, WriteStream<Buffer> to, boolean ends) {
        this.context = context;
        this.to = to;
        this.ends = ends;
    }

    /** When all is written, or why not. */
    Future<Void> done() {
        return done.future();
    }

    @Override
    public void onSubscribe(Subscription given) {
        StreamPublisher.run(context, () -> {
            subscription = given;
            to.exceptionHandler(this::fail);
            given.request(1);
        });
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        StreamPublisher.run(context, () -> write(Buffer.buffer(copy)));
    }

    private void write(Buffer bytes) {
        Subscription from = subscription;
        if (from == null || done.future().isComplete()) {
            return;
        }
        writing++;
        to.write(bytes)
                .onComplete(
                        written -> {
                            writing--;
                            look();
                        },
                        this::fail);
        if (to.writeQueueFull()) {
            to.drainHandler(drained -> from.request(1));
        } else {
            from.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        StreamPublisher.run(context, () -> done.tryFail(cause));
    }

    @Override
    public void onComplete() {
        StreamPublisher.run(context, () -> {
            isRead = true;
            if (ends && !done.future().isComplete()) {
                to.end().onComplete(done::tryComplete, done::tryFail);
            } else {
                look();
            }
        });
    }

    private void look() {
        if (isRead && !ends && writing == 0) {
            done.tryComplete();
        }
    }

    /** Takes nothing more. */
    void fail(Throwable cause) {
        if (done.tryFail(cause) && subscription != null) {
            subscription.cancel();
        }
    }
}
