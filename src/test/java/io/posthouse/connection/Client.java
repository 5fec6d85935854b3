package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A raw client of the native protocol, for the test's thread: acknowledges nothing by itself. */
final class Client {
    private static final long PATIENCE_SECONDS = 20;

    /** Kept because Vert.x closes a client, and its sockets, that nobody holds any more. */
    private final WebSocketClient owner;

    private final WebSocket socket;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Promise<JsonObject>> open = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private Client(WebSocketClient owner, WebSocket socket) {
        this.owner = owner;
        this.socket = socket;
        socket.textMessageHandler(text -> onFrame(new JsonObject(text)));
        socket.closeHandler(gone -> {
            Short code = socket.closeStatusCode();
            closed.complete(code == null ? 1006 : Short.toUnsignedInt(code));
        });
    }

    static Client connect(Vertx vertx, int port) {
        WebSocketClientOptions options =
                new WebSocketClientOptions().setMaxFrameSize(16 * 1024 * 1024).setMaxMessageSize(16 * 1024 * 1024);
        WebSocketConnectOptions to =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/ws");
        Promise<Client> connected = Promise.promise();
        WebSocketClient owner = vertx.createWebSocketClient(options);
        // On the socket's event loop handlers are set before the first frame can come, and before a close: in the same
        // tick.
        vertx.getOrCreateContext().runOnContext(loop -> owner.connect(to)
                .map((WebSocket socket) -> new Client(owner, socket))
                .onComplete(connected));
        return Gateway.await(connected.future());
    }

    private void onFrame(JsonObject frame) {
        Long id = frame.getLong("id");
        Promise<JsonObject> asked = id == null ? null : open.remove(id);
        if (asked != null) {
            asked.complete(frame);
        } else {
            events.add(frame);
        }
    }

    /** The whole answer frame. */
    Future<JsonObject> ask(JsonObject request) {
        long id = ids.incrementAndGet();
        Promise<JsonObject> promise = Promise.promise();
        open.put(id, promise);
        write(request.copy().put("id", id).encode());
        return promise.future();
    }

    /** What stands under {@code ok}. */
    JsonObject ok(JsonObject request) {
        JsonObject answer = Gateway.await(ask(request));
        assertThat(answer.getJsonObject("error")).isNull();
        return answer.getJsonObject("ok");
    }

    /** The name of the fault that the request is refused with. */
    String refusal(JsonObject request) {
        return faultOf(Gateway.await(ask(request)));
    }

    static String faultOf(JsonObject answer) {
        JsonObject error = answer.getJsonObject("error");
        return error == null ? "" : error.getString("name");
    }

    JsonObject login(String account, String token, String deviceId) {
        return ok(loginFrame(account, token, deviceId));
    }

    static JsonObject loginFrame(String account, String token, String deviceId) {
        return new JsonObject()
                .put("do", "login")
                .put("account", account)
                .put("token", token)
                .put("deviceId", deviceId)
                .put("clientType", "Web");
    }

    static JsonObject sendFrame(String to, String body, String idClient) {
        JsonObject message = new JsonObject()
                .put("scene", "p2p")
                .put("to", to)
                .put("type", "text")
                .put("body", body)
                .put("idClient", idClient);
        return new JsonObject().put("do", "send").put("msg", message);
    }

    JsonObject send(String to, String body, String idClient) {
        return ok(sendFrame(to, body, idClient)).getJsonObject("msg");
    }

    void acknowledge(String sessionId, long time) {
        write(new JsonObject()
                .put("do", "ack")
                .put("marks", new JsonObject().put(sessionId, time))
                .encode());
    }

    void write(String frame) {
        Gateway.await(socket.writeTextMessage(frame));
    }

    void writeLater(String frame) {
        socket.writeTextMessage(frame);
    }

    void writeBinary(Buffer frame) {
        Gateway.await(socket.writeBinaryMessage(frame));
    }

    /** The next event of that name; what comes before it is dropped. */
    JsonObject next(String on) {
        while (true) {
            JsonObject event = next();
            if (on.equals(event.getString("on"))) {
                return event;
            }
        }
    }

    /** The next event, whatever it is. */
    JsonObject next() {
        JsonObject event = poll(PATIENCE_SECONDS);
        assertThat(event).as("an event within %s s", PATIENCE_SECONDS).isNotNull();
        return event == null ? new JsonObject() : event;
    }

    @Nullable JsonObject poll(long seconds) {
        try {
            return events.poll(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The bodies of the next {@code count} messages. */
    List<String> bodies(int count) {
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            bodies.add(next("msg").getJsonObject("msg").getString("body"));
        }
        return bodies;
    }

    /** A request's round trip later everything that was pushed before it is here. */
    List<JsonObject> soFar() {
        ok(new JsonObject().put("do", "ping"));
        List<JsonObject> here = new ArrayList<>();
        events.drainTo(here);
        return here;
    }

    int closeCode() {
        try {
            return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the socket was not closed", e);
        }
    }

    boolean isClosed() {
        return closed.isDone();
    }

    void pause() {
        socket.pause();
    }

    void resume() {
        socket.resume();
    }

    void close() {
        Gateway.await(socket.close());
        Gateway.await(owner.close());
    }
}
