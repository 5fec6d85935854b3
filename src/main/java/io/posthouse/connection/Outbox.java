package io.posthouse.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to one socket and knows when it is full (D9). Holds no queue of its own: what is written past the limit is
 * at most one answer or page, for whoever writes more asks {@link #isFull()} first.
 */
final class Outbox {
    private static final int FLUSHES_MAX = 256;

    private final SocketEnd socket;
    private final @Nullable Channel channel;
    private final Wheel wheel;
    private final Grace grace = new Grace();
    private boolean isFull;
    private boolean isResting;
    private boolean isClosed;
    private long fullSinceMillis;

    /**
     * @param carrier what the socket was upgraded on
     */
    Outbox(SocketEnd socket, HttpConnection carrier, Wheel wheel) {
        this.socket = socket;
        this.channel = carrier instanceof ConnectionBase base
                ? base.channelHandlerContext().channel()
                : null;
        this.wheel = wheel;
    }

    /** On the socket's event loop: frames of one tick leave in one system call, and the socket can be kept open with {@link #grace}. */
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
        socket.write(frame);
        if (!isFull && socket.isFull()) {
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
        if (!isFull || isClosed || socket.isFull()) {
            return false;
        }
        isFull = false;
        listen();
        return true;
    }

    /** What the client says is not read until {@link #rested}: it says too much. */
    void rest() {
        if (!isClosed && !socket.isClosed()) {
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
        if (!isFull && !isResting && !isClosed && !socket.isClosed()) {
            socket.resume();
        }
    }

    /** Nothing is written after this. */
    void close(int code, String reason) {
        if (!isClosed) {
            isClosed = true;
            if (!socket.isClosed()) {
                socket.close(code, reason);
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
}
