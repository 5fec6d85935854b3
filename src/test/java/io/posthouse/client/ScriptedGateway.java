package io.posthouse.client;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

/** A WebSocket server that says what a test wants said: for what a right gateway never does, or not on demand. */
final class ScriptedGateway {
    private final HttpServer server;
    private final BlockingQueue<ServerWebSocket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonObject> said = new LinkedBlockingQueue<>();
    private volatile int heartbeatMillis = 60_000;
    private volatile boolean isAnsweringPings = true;

    ScriptedGateway(Vertx vertx) throws TimeoutException {
        server = vertx.createHttpServer()
                .webSocketHandler(this::accept)
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    ScriptedGateway heartbeat(int millis, boolean answered) {
        heartbeatMillis = millis;
        isAnsweringPings = answered;
        return this;
    }

    private void accept(ServerWebSocket socket) {
        socket.textMessageHandler(text -> onFrame(socket, new JsonObject(text)));
        sockets.add(socket);
    }

    private void onFrame(ServerWebSocket socket, JsonObject frame) {
        String verb = frame.getString("do");
        if (verb.equals("login")) {
            socket.writeTextMessage(answer(
                    frame,
                    new JsonObject()
                            .put("account", frame.getString("account"))
                            .put("epoch", "e1")
                            .put("heartbeatMillis", heartbeatMillis)));
            socket.writeTextMessage("{\"on\":\"synced\",\"since\":700,\"changes\":3,\"epoch\":\"e1\"}");
        } else if (verb.equals("ping") && isAnsweringPings) {
            socket.writeTextMessage(answer(
                    frame, new JsonObject().put("since", 900).put("changes", 4).put("epoch", "e1")));
        }
        said.add(frame);
    }

    private static String answer(JsonObject frame, JsonObject ok) {
        return new JsonObject().put("id", frame.getLong("id")).put("ok", ok).encode();
    }

    /** The next connection that was made. */
    ServerWebSocket socket() throws InterruptedException {
        ServerWebSocket socket = sockets.poll(5, SECONDS);
        if (socket == null) {
            throw new AssertionError("nobody connected");
        }
        return socket;
    }

    /** The next frame with that {@code do}; others before it are forgotten. */
    JsonObject hear(String verb) throws InterruptedException {
        while (true) {
            JsonObject frame = said.poll(5, SECONDS);
            if (frame == null) {
                throw new AssertionError("no " + verb + " came");
            }
            if (frame.getString("do").equals(verb)) {
                return frame;
            }
        }
    }

    /** How many more frames with that {@code do} have come by now. */
    long heardMore(String verb) {
        return said.stream().filter(frame -> frame.getString("do").equals(verb)).count();
    }

    static String msg(int seq, long time) {
        return new JsonObject().put("on", "msg").put("msg", message(seq, time)).encode();
    }

    static String offline(int seq, long time) {
        return new JsonObject()
                .put("on", "syncOfflineMsgs")
                .put("sessionId", "p2p-bob")
                .put("msgs", new JsonArray().add(message(seq, time)))
                .put("cutBefore", 0)
                .encode();
    }

    private static JsonObject message(int seq, long time) {
        return new JsonObject()
                .put("scene", "p2p")
                .put("from", "bob")
                .put("to", "ann")
                .put("type", "text")
                .put("body", "x")
                .put("idClient", "m" + seq)
                .put("idServer", "" + seq)
                .put("seq", seq)
                .put("time", time)
                .put("fromClientType", "Web")
                .put("fromDeviceId", "d");
    }
}
