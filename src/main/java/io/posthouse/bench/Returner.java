package io.posthouse.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One device that comes back by itself, as our clients do: to another node, after half to all of a pause that doubles from 0.5 s to 30 s, or when it
 * is told to; and it resumes from what it was told last.
 */
final class Returner {
    private static final long BACKOFF_MILLIS_MIN = 500;
    private static final long BACKOFF_MILLIS_MAX = 30_000;
    private static final long LOGIN_ID = 1;
    private static final int DOUBLINGS_MAX = 6;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final Crowd crowd;
    private final String account;
    private final String token;
    private int turn;
    private int failures;
    private long delayMillisMin;
    private JsonObject cursor = new JsonObject();
    private @Nullable WebSocket socket;
    private boolean isIn;
    private boolean isOver;

    /** @param turn which of the survivors is its first, counted round */
    Returner(Vertx vertx, WebSocketClient client, Crowd crowd, String account, String token, int turn) {
        this.vertx = vertx;
        this.client = client;
        this.crowd = crowd;
        this.account = account;
        this.token = token;
        this.turn = turn;
    }

    void comeTo(URI url) {
        crowd.tried();
        client.connect(new WebSocketConnectOptions()
                        .setHost(url.getHost())
                        .setPort(url.getPort())
                        .setURI(url.getPath()))
                .onSuccess(this::logIn)
                .onFailure(cause -> comeBackLater());
    }

    private void logIn(WebSocket opened) {
        socket = opened;
        opened.textMessageHandler(text -> received(text));
        opened.closeHandler(closed -> {
            if (socket == opened) {
                lost();
            }
        });
        write(new JsonObject()
                .put("id", LOGIN_ID)
                .put("do", "login")
                .put("account", account)
                .put("token", token)
                .put("deviceId", "bench")
                .put("clientType", "PC")
                .mergeIn(cursor));
    }

    private void write(JsonObject frame) {
        WebSocket open = socket;
        if (open != null) {
            // A failed write closes the socket, and that is seen.
            open.writeTextMessage(frame.encode());
        }
    }

    private void received(String text) {
        if (text.startsWith("{\"on\":\"synced\"")) {
            JsonObject synced = new JsonObject(text);
            cursor = new JsonObject()
                    .put("since", synced.getLong("since"))
                    .put("changes", synced.getLong("changes"))
                    .put("epoch", synced.getString("epoch"));
            failures = 0;
            isIn = true;
            crowd.came();
        } else if (text.startsWith("{\"on\":\"reconnect\"")) {
            delayMillisMin = new JsonObject(text).getLong("delayMillis", 0L);
            crowd.toldToComeLater();
        } else if (text.startsWith("{\"id\":" + LOGIN_ID + ",\"error\"")) {
            crowd.refused();
        }
    }

    private void lost() {
        socket = null;
        if (isIn) {
            isIn = false;
            crowd.went();
        }
        comeBackLater();
    }

    private void comeBackLater() {
        if (isOver) {
            return;
        }
        long most = Math.min(BACKOFF_MILLIS_MAX, BACKOFF_MILLIS_MIN << Math.min(failures++, DOUBLINGS_MAX));
        long delay = delayMillisMin + ThreadLocalRandom.current().nextLong(most / 2, most + 1);
        delayMillisMin = 0;
        vertx.setTimer(delay, timer -> comeTo(crowd.survivor(turn++)));
    }

    void ping() {
        if (isIn) {
            write(new JsonObject().put("id", 2).put("do", "ping"));
        }
    }

    void leave() {
        isOver = true;
        WebSocket open = socket;
        socket = null;
        if (open != null) {
            // How it goes does not matter any more.
            open.close();
        }
    }
}
