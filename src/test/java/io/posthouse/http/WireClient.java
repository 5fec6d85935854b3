package io.posthouse.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

/** A socket as text frames come and go on it, for the test's thread. Knows no protocol. */
public final class WireClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    /** Kept because Vert.x closes a client, and its sockets, that nobody holds any more. */
    private final WebSocketClient owner;

    private final ClientWebSocket socket;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private WireClient(WebSocketClient owner, ClientWebSocket socket) {
        this.owner = owner;
        this.socket = socket;
        socket.textMessageHandler(frames::add);
        socket.closeHandler(gone -> {
            Short code = socket.closeStatusCode();
            closed.complete(code == null ? 1006 : Short.toUnsignedInt(code));
        });
    }

    /** @param headers names and values in turn */
    public static WireClient connect(Vertx vertx, int port, boolean isSecure, String path, String... headers)
            throws TimeoutException {
        WebSocketClient owner = vertx.createWebSocketClient(
                new WebSocketClientOptions().setTrustAll(true).setVerifyHost(false));
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setSsl(isSecure)
                .setURI(path);
        for (int i = 0; i < headers.length; i += 2) {
            to.addHeader(headers[i], headers[i + 1]);
        }
        // Made before it is connected, on the socket's event loop, so that not even a close that comes with the upgrade
        // is missed.
        WireClient client = new WireClient(owner, owner.webSocket());
        Promise<WebSocket> connected = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(loop -> client.socket.connect(to).onComplete(connected));
        connected.future().await(PATIENCE_SECONDS, SECONDS);
        return client;
    }

    public void write(String frame) {
        socket.writeTextMessage(frame);
    }

    /** The next frame; waits for it. */
    public String next() throws InterruptedException {
        String frame = frames.poll(PATIENCE_SECONDS, SECONDS);
        assertThat(frame).as("a frame").isNotNull();
        return String.valueOf(frame);
    }

    /** Whether nothing came that nobody has asked for. */
    public boolean isQuiet() {
        return frames.isEmpty();
    }

    /** The code that the gateway closed with; waits for it. */
    public int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, SECONDS);
    }

    @Override
    public void close() throws TimeoutException {
        owner.close().await(PATIENCE_SECONDS, SECONDS);
    }
}
