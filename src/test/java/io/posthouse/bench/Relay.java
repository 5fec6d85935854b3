package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * What the gateway is compared with: a bare Vert.x WebSocket relay on one event loop, {@link JsonObject} in and out, that
 * speaks as much of the native protocol as the driver needs and stores, checks and promises nothing.
 */
public final class Relay extends VerticleBase {
    private final int port;
    private final UnaryOperator<String> onTheWay;
    private final Map<String, ServerWebSocket> sockets = new HashMap<>();
    private long lastTime;
    private long lastSeq;
    private int actualPort;

    /** @param onTheWay what becomes of an event between sender and receiver; the driver's tests plant losses here */
    public Relay(int port, UnaryOperator<String> onTheWay) {
        this.port = port;
        this.onTheWay = onTheWay;
    }

    /** {@code java -cp posthouse.jar Relay.java PORT}. */
    public static void main(String[] args) throws Exception {
        Relay relay = new Relay(Integer.parseInt(args[0]), event -> event);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.deployVerticle(relay).await(10, TimeUnit.SECONDS);
        System.out.println("relay listens port=" + relay.port());
    }

    int port() {
        return actualPort;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options =
                new HttpServerOptions().setHost("127.0.0.1").setPort(port).setAcceptBacklog(4096);
        return vertx.createHttpServer(options)
                .webSocketHandler(socket -> socket.textMessageHandler(text -> received(socket, new JsonObject(text))))
                .listen()
                .onSuccess(server -> actualPort = server.actualPort());
    }

    private void received(ServerWebSocket socket, JsonObject frame) {
        switch (frame.getString("do")) {
            case "login" -> {
                String account = frame.getString("account");
                sockets.put(account, socket);
                socket.closeHandler(closed -> sockets.remove(account));
                answer(socket, frame, new JsonObject().put("account", account));
                write(socket, "{\"on\":\"synced\"}");
            }
            case "send" -> relay(socket, frame);
            case "ping" -> answer(socket, frame, new JsonObject().put("time", System.currentTimeMillis()));
            default -> {
                // Acknowledgements: nothing is kept that they could be about.
            }
        }
    }

    private void relay(ServerWebSocket socket, JsonObject frame) {
        lastTime = Math.max(lastTime + 1, System.currentTimeMillis());
        JsonObject message = frame.getJsonObject("msg").put("time", lastTime).put("idServer", Long.toString(lastTime));
        boolean isForAll = message.getString("scene").equals("superTeam");
        if (isForAll) {
            message.put("seq", ++lastSeq);
        }
        answer(socket, frame, new JsonObject().put("msg", message));
        if (isForAll) {
            relayToAll(socket, message);
            return;
        }
        ServerWebSocket receiver = sockets.get(message.getString("to"));
        String event = onTheWay.apply(
                new JsonObject().put("on", "msg").put("msg", message).encode());
        if (receiver != null && !event.isEmpty()) {
            write(receiver, event);
        }
    }

    /** Everybody is in the one team that there is. */
    private void relayToAll(ServerWebSocket sender, JsonObject message) {
        String event = new JsonObject().put("on", "msg").put("msg", message).encode();
        for (ServerWebSocket receiver : sockets.values()) {
            String changed = receiver == sender ? "" : onTheWay.apply(event);
            if (!changed.isEmpty()) {
                write(receiver, changed);
            }
        }
    }

    private static void answer(ServerWebSocket socket, JsonObject frame, JsonObject ok) {
        write(
                socket,
                new JsonObject().put("id", frame.getLong("id")).put("ok", ok).encode());
    }

    private static void write(ServerWebSocket socket, String text) {
        Future<Void> unused = socket.writeTextMessage(text);
    }
}
