package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.function.Consumer;

/** A logged-in socket of the driver. Leaner than the Java client, so that the driver is not what is measured. */
final class BenchConnection {
    private static final long LOGIN_ID = 1;
    private static final long PING_ID = 2;

    private final WebSocket socket;
    private final String account;
    private final Promise<Void> synced = Promise.promise();
    private Consumer<Frame> onFrame = frame -> {};
    private Consumer<String> onDropped = why -> {};

    private BenchConnection(WebSocket socket, String account) {
        this.socket = socket;
        this.account = account;
    }

    /** @return once the login's sync is done */
    static Future<BenchConnection> open(WebSocketClient client, URI url, String account, String token) {
        WebSocketConnectOptions where = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(url.getPath());
        return client.connect(where)
                .map(socket -> new BenchConnection(socket, account))
                .compose(connection -> connection.logIn(token).map(connection));
    }

    private Future<Void> logIn(String token) {
        socket.textMessageHandler(text -> received(Frame.parse(text)));
        socket.closeHandler(nothing -> dropped());
        write(new JsonObject()
                .put("id", LOGIN_ID)
                .put("do", "login")
                .put("account", account)
                .put("token", token)
                .put("deviceId", "bench")
                .put("clientType", "PC")
                .encode());
        return synced.future();
    }

    private void received(Frame frame) {
        if (frame.on().equals("synced")) {
            synced.tryComplete();
        } else if (frame.id() == LOGIN_ID && frame.errorCode() != 0) {
            synced.tryFail("the login of " + account + " was refused with code " + frame.errorCode());
        } else {
            onFrame.accept(frame);
        }
    }

    private void dropped() {
        String why = socket.closeStatusCode() + " " + socket.closeReason();
        synced.tryFail("the connection of " + account + " was closed before its login was done: " + why);
        onDropped.accept(why);
    }

    void onFrame(Consumer<Frame> handler) {
        onFrame = handler;
    }

    void onDropped(Consumer<String> handler) {
        onDropped = handler;
    }

    String account() {
        return account;
    }

    void write(String frame) {
        // A failed write closes the socket, which is counted there.
        Future<Void> unused = socket.writeTextMessage(frame);
    }

    void ping() {
        write("{\"id\":" + PING_ID + ",\"do\":\"ping\"}");
    }

    Future<Void> close() {
        onDropped = why -> {};
        return socket.close();
    }
}
