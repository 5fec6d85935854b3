package io.posthouse.client;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;

/** A socket and nothing else: send any frame, see every frame. Made by {@link Clients#raw}. */
public final class RawLine {
    /** What WebSocket says when no close frame came. */
    public static final int NO_CLOSE_FRAME = 1006;

    private final WebSocket socket;
    private final Promise<Integer> closed = Promise.promise();

    RawLine(WebSocket socket) {
        this.socket = socket;
        socket.closeHandler(end -> {
            Short code = socket.closeStatusCode();
            closed.tryComplete(code == null ? NO_CLOSE_FRAME : code.intValue());
        });
        // What goes wrong with a socket ends in its close.
        socket.exceptionHandler(ignored -> {});
    }

    /** To be called where the line was made, before anything is sent: frames that nobody handles are lost. */
    public RawLine onFrame(Handler<String> handler) {
        socket.textMessageHandler(handler);
        return this;
    }

    public Future<Void> send(String frame) {
        return socket.writeTextMessage(frame);
    }

    public Future<Void> sendBinary(Buffer frame) {
        return socket.writeBinaryMessage(frame);
    }

    /** Stops reading off the socket, as a client does that cannot keep up. */
    public void pause() {
        socket.pause();
    }

    public void resume() {
        socket.resume();
    }

    /** The close code, once the socket is closed. */
    public Future<Integer> closed() {
        return closed.future();
    }

    public Future<Void> close() {
        return socket.close();
    }
}
