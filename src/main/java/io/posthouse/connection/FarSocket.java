package io.posthouse.connection;

import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.Executor;

/**
 * A socket of an embedding host's listener, on another event loop than its connection. Vert.x lets one write to it from
 * here, but counts frames instead of bytes then and may mix up what comes in; so everything is done over there, and what is
 * on its way is counted here.
 */
final class FarSocket implements SocketEnd {
    private final ServerWebSocket socket;
    private final Executor there;
    private final Executor here;
    private final int queueBytesMax;
    private Runnable onDrained = () -> {};
    private long waiting;
    private boolean wasFull;

    /**
     * @param there runs work on the socket's event loop, in order
     * @param here runs work on the connection's event loop, in order
     */
    FarSocket(ServerWebSocket socket, Executor there, Executor here, int queueBytesMax) {
        this.socket = socket;
        this.there = there;
        this.here = here;
        this.queueBytesMax = queueBytesMax;
    }

    /** What to call when there is room again. */
    void whenDrained(Runnable drained) {
        onDrained = drained;
    }

    @Override
    public void write(String frame) {
        int size = frame.length();
        waiting += size;
        wasFull |= isFull();
        there.execute(
                () -> socket.writeFinalTextFrame(frame).onComplete(written -> here.execute(() -> onWritten(size))));
    }

    private void onWritten(int size) {
        waiting -= size;
        if (wasFull && waiting <= queueBytesMax / 2) {
            wasFull = false;
            onDrained.run();
        }
    }

    @Override
    public boolean isFull() {
        return waiting > queueBytesMax;
    }

    @Override
    public void pause() {
        there.execute(socket::pause);
    }

    @Override
    public void resume() {
        there.execute(socket::resume);
    }

    @Override
    public void close(int code, String reason) {
        // Dropped: the close handler tells when it is done.
        there.execute(() -> socket.close((short) code, reason));
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }
}
