package io.posthouse.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to one socket and knows when it is full (D9). Holds no queue of its own: what is written past the limit is
 * at most one answer or page, for whoever writes more asks {@link #isFull()} first.
 */
final class Outbox {
    private static final int FLUSHES_MAX = 256;

    private final ServerWebSocket socket;
    private final @Nullable Channel channel;
    private final Wheel wheel;
    private final Grace grace = new Grace();
    private boolean isFull;
    private boolean isResting;
    private boolean isClosed;
    private long fullSinceMillis;

    /**
     * @param carrier what the socket was upgraded on
     * @param queueBytesMax beyond this the socket is full; it has drained when half of it is left
     */
    Outbox(ServerWebSocket socket, HttpConnection carrier, Wheel wheel, int queueBytesMax) {
        this.socket = socket;
        this.channel = carrier instanceof ConnectionBase base
                ? base.channelHandlerContext().channel()
                : null;
        this.wheel = wheel;
        socket.setWriteQueueMaxSize(queueBytesMax);
    }

    /** Frames of one tick leave in one system call, and the socket can be kept open with {@link #grace}. */
    void shape() {
        if (channel != null) {
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.addFirst("posthouse-flush", new FlushConsolidationHandler(FLUSHES_MAX, true));
            pipeline.addFirst("posthouse-grace", grace);
        }
    }

    /** What came was no frame, and Vert.x is about to close: not before the client could read why. */
    void grace() {
        grace.begin();
    }

    /** Whether the frame was taken; false once the socket is closed. */
    boolean write(String frame) {
        if (isClosed) {
            return false;
        }
        // Dropped: a write fails only when the socket is closed, and that is told by its close handler.
        socket.writeFinalTextFrame(frame);
        if (!isFull && !isGone() && socket.writeQueueFull()) {
            isFull = true;
            fullSinceMillis = wheel.nowMillis();
            socket.pause();
        }
        return true;
    }

    boolean isFull() {
        return isFull;
    }

    long fullSinceMillis() {
        return fullSinceMillis;
    }

    /** Whether there is room again; what the client says is read again then. */
    boolean drained() {
        if (!isFull || isClosed || isGone() || socket.writeQueueFull()) {
            return false;
        }
        isFull = false;
        listen();
        return true;
    }

    /** What the client says is not read until {@link #rested}: it says too much. */
    void rest() {
        if (!isClosed && !isGone()) {
            isResting = true;
            socket.pause();
        }
    }

    void rested() {
        if (isResting) {
            isResting = false;
            listen();
        }
    }

    private void listen() {
        if (!isFull && !isResting && !isClosed && !isGone()) {
            socket.resume();
        }
    }

    /** Nothing is written after this. */
    void close(int code, String reason) {
        if (!isClosed) {
            isClosed = true;
            if (!isGone()) {
                // Dropped: the close handler tells when it is done, and cut() follows if it never is.
                socket.close((short) code, reason);
            }
        }
    }

    /** The socket is closed. */
    void gone() {
        isClosed = true;
    }

    /** Ends the socket without a word, for one that does not take the close frame. */
    @SuppressWarnings("FutureReturnValueIgnored") // The close handler tells when it is done.
    void cut() {
        isClosed = true;
        if (channel != null) {
            channel.close();
        }
    }

    private boolean isGone() {
        return socket.isClosed();
    }
}
