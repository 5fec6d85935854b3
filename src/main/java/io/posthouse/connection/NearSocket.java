package io.posthouse.connection;

import io.vertx.core.http.ServerWebSocket;

/** A socket of the verticle's own listener, on its own event loop: everything is done at once. */
final class NearSocket implements SocketEnd {
    private final ServerWebSocket socket;

    /**
     * @param queueBytesMax beyond this the socket is full; it has drained when half of it is left
     */
    NearSocket(ServerWebSocket socket, int queueBytesMax) {
        this.socket = socket;
        socket.setWriteQueueMaxSize(queueBytesMax);
    }

    @Override
    public void write(String frame) {
        // Dropped: a write fails only when the socket is closed, and that is told by its close handler.
        socket.writeFinalTextFrame(frame);
    }

    @Override
    public boolean isFull() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void close(int code, String reason) {
        // Dropped: the close handler tells when it is done.
        socket.close((short) code, reason);
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }
}
