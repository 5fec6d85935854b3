package io.posthouse.files;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A stream of Vert.x as Reactive Streams has them, for one subscriber. Reads no more than was asked for. */
final class StreamPublisher implements Publisher<ByteBuffer> {
    private final Context context;
    private final ReadStream<Buffer> stream;
    private final Runnable onCancel;
    private final Promise<Void> over = Promise.promise();
    private boolean isTaken;

    /**
     * @param context the one that the stream belongs to
     * @param stream paused
     * @param onCancel what to do when the subscriber wants no more of it
     */
    StreamPublisher(Context context, ReadStream<Buffer> stream, Runnable onCancel) {
        this.context = context;
        this.stream = stream;
        this.onCancel = onCancel;
    }

    /** Done when the stream has ended or nobody wants more of it; fails with what the stream failed with. */
    Future<Void> over() {
        return over.future();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        run(context, () -> begin(subscriber));
    }

    private void begin(Subscriber<? super ByteBuffer> subscriber) {
        boolean isFirst = !isTaken;
        isTaken = true;
        subscriber.onSubscribe(isFirst ? new Demand() : new Nothing());
        if (!isFirst) {
            subscriber.onError(new IllegalStateException("what a client sends comes once"));
            return;
        }
        try {
            stream.exceptionHandler(cause -> fail(subscriber, cause))
                    .endHandler(ended -> {
                        if (!isOver()) {
                            subscriber.onComplete();
                            over.tryComplete();
                        }
                    })
                    .handler(bytes -> {
                        if (!isOver()) {
                            subscriber.onNext(ByteBuffer.wrap(bytes.getBytes()));
                        }
                    });
        } catch (IllegalStateException late) {
            // The stream ended before anybody listened.
            fail(subscriber, late);
        }
    }

    private void fail(Subscriber<? super ByteBuffer> subscriber, Throwable cause) {
        if (!isOver()) {
            over.tryFail(cause);
            subscriber.onError(cause);
        }
    }

    private boolean isOver() {
        return over.future().isComplete();
    }

    static void run(Context context, Runnable action) {
        if (context == Vertx.currentContext()) {
            action.run();
        } else {
            context.runOnContext(ignored -> action.run());
        }
    }

    private final class Demand implements Subscription {
        @Override
        public void request(long count) {
            run(context, () -> {
                if (!isOver()) {
                    stream.fetch(count);
                }
            });
        }

        @Override
        public void cancel() {
            run(context, () -> {
                if (over.tryComplete()) {
                    onCancel.run();
                }
            });
        }
    }

    private static final class Nothing implements Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
