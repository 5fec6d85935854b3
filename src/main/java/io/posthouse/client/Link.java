package io.posthouse.client;

import io.posthouse.model.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's line: logs in, keeps it alive, takes it up again, acknowledges. Lives on one event loop. */
final class Link implements Clients.Ticking, Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final long PONG_MILLIS_MAX = 10_000;
    private static final int DOUBLINGS_MAX = 16;
    private static final int MARKS_MAX = 500;
    private static final int LOGGED_OUT = 1000;
    private static final int STAY_AWAY_FROM = 4500;
    private static final int STAY_AWAY_TO = 5000;
    private static final long NEVER = Long.MAX_VALUE;
    /** How often what may be asked again is asked. */
    private static final int TRIES = 3;

    private final Clients clients;
    private final ClientOptions options;
    private final Consumer<JsonObject> onEvent;
    private final Watcher watcher;
    private final Calls calls;
    private final Map<String, Long> marks = new HashMap<>();
    private final List<Return> returns = new ArrayList<>();

    private @Nullable RawLine line;
    private volatile State state = State.IDLE;
    private long since;
    private long changes;
    private String epoch = "";
    private long heartbeatMillis = 20_000;
    private long pingAt = NEVER;
    private long pongBy = NEVER;
    private long acknowledgeAt = NEVER;
    private long reconnectAt = NEVER;
    private long delayMillisMin;
    private int failures;

    enum State {
        IDLE,
        CONNECTING,
        ONLINE,
        WAITING
    }

    /** What the client above wants to know of its line. */
    interface Watcher {
        void frame(String text);

        void loggedIn(JsonObject login);

        void disconnected(int code);

        void willReconnect(long delayMillis);
    }

    Link(Clients clients, ClientOptions options, Consumer<JsonObject> onEvent, Watcher watcher) {
        this.clients = clients;
        this.options = options;
        this.onEvent = onEvent;
        this.watcher = watcher;
        this.calls = new Calls(options.requestTimeout().toMillis());
    }

    State state() {
        return state;
    }

    /** The first login. Fails if it does not succeed, and is not tried again. */
    Future<JsonObject> connect() {
        if (state != State.IDLE) {
            return Future.failedFuture(new IllegalStateException("this client is connected already"));
        }
        return open().onFailure(cause -> state = State.IDLE);
    }

    private Future<JsonObject> open() {
        state = State.CONNECTING;
        clients.start(this);
        return clients.raw(options).compose(this::login).onSuccess(this::online).onFailure(cause -> drop());
    }

    private Future<JsonObject> login(RawLine opened) {
        if (state != State.CONNECTING) {
            opened.close();
            return Future.failedFuture(ClientException.noAnswer("the client was closed"));
        }
        line = opened;
        opened.onFrame(text -> onFrame(opened, text));
        opened.closed().onSuccess(code -> onClosed(opened, code));
        return send(
                "login",
                new JsonObject()
                        .put("account", options.account())
                        .put("token", options.token())
                        .put("deviceId", options.deviceId())
                        .put("clientType", options.clientType().wireName())
                        .put("since", since)
                        .put("changes", changes)
                        .put("epoch", epoch));
    }

    private void online(JsonObject login) {
        state = State.ONLINE;
        failures = 0;
        delayMillisMin = 0;
        heartbeatMillis = login.getLong("heartbeatMillis", heartbeatMillis);
        pingAt = Clients.nowMillis() + heartbeatMillis;
        if (!login.getString("epoch", "").equals(epoch)) {
            epoch = login.getString("epoch", "");
            since = 0;
            changes = 0;
        }
        watcher.loggedIn(login);
        endReturns(waiting -> true, true);
    }

    private void drop() {
        RawLine dropped = line;
        line = null;
        if (dropped != null) {
            // How the close goes does not matter: the line is given up either way.
            dropped.close();
        }
    }

    Future<JsonObject> request(String verb, JsonObject fields) {
        if (state != State.ONLINE) {
            return Future.failedFuture(ClientException.noAnswer("the line is down"));
        }
        return send(verb, fields);
    }

    /**
     * A request that makes nothing twice: as long as its outcome is unknown it is made again, on this line or the next. Fails at once
     * if the line is down when it is first made.
     */
    Future<JsonObject> persist(String verb, JsonObject fields) {
        return persist(verb, fields, TRIES);
    }

    private Future<JsonObject> persist(String verb, JsonObject fields, int tries) {
        return request(verb, fields)
                .recover(cause -> tries > 1 && isUnknown(cause) && state != State.IDLE
                        ? back(cause).compose(v -> persist(verb, fields, tries - 1))
                        : Future.failedFuture(cause));
    }

    private static boolean isUnknown(Throwable cause) {
        return cause instanceof ClientException failed
                && (failed.code() == ClientException.NO_ANSWER || failed.fault() == Fault.STORE_TIMEOUT);
    }

    /** Waits for the line to be up; fails with the cause if it stays down. */
    private Future<Void> back(Throwable cause) {
        if (state == State.ONLINE) {
            return Future.succeededFuture();
        }
        long by = Clients.nowMillis()
                + options.backoffMax().plus(options.requestTimeout()).toMillis();
        Return waiting = new Return(Promise.promise(), cause, by);
        returns.add(waiting);
        return waiting.promise().future();
    }

    /** Those for whom waiting is over: with the cause they came with, or the line is up. */
    private void endReturns(Predicate<Return> which, boolean isBack) {
        List<Return> over = returns.stream().filter(which).toList();
        returns.removeAll(over);
        for (Return waiting : over) {
            if (isBack) {
                waiting.promise().complete();
            } else {
                waiting.promise().fail(waiting.cause());
            }
        }
    }

    private Future<JsonObject> send(String verb, JsonObject fields) {
        RawLine open = line;
        if (open == null) {
            return Future.failedFuture(ClientException.noAnswer("the line is down"));
        }
        long id = calls.nextId();
        JsonObject frame = new JsonObject().put("id", id).put("do", verb).mergeIn(fields);
        Future<JsonObject> answer = calls.await(id);
        open.send(frame.encode());
        return answer;
    }

    Future<Void> sendRaw(String frame) {
        RawLine open = line;
        return open == null ? Future.failedFuture(ClientException.noAnswer("the line is down")) : open.send(frame);
    }

    private void onFrame(RawLine from, String text) {
        if (from != line) {
            return;
        }
        try {
            watcher.frame(text);
            JsonObject frame = new JsonObject(text);
            if (frame.containsKey("on")) {
                keepCursor(frame);
                onEvent.accept(frame);
            } else {
                calls.answered(frame);
            }
        } catch (RuntimeException bug) {
            LOG.error("A frame could not be handled account={}", options.account(), bug);
        }
    }

    private void keepCursor(JsonObject frame) {
        switch (frame.getString("on", "")) {
            case "synced" -> keep(frame);
            case "change", "sysMsg", "syncSysMsgs" -> changes = Math.max(changes, frame.getLong("number", 0L));
            case "reconnect" -> delayMillisMin = frame.getLong("delayMillis", 0L);
            default -> {}
        }
    }

    private void keep(JsonObject cursor) {
        since = cursor.getLong("since", since);
        changes = cursor.getLong("changes", changes);
        epoch = cursor.getString("epoch", epoch);
    }

    /** This much of a session has arrived; told to the gateway a little later. */
    @Override
    public void arrived(String sessionId, long time) {
        if (!options.acknowledge()) {
            return;
        }
        marks.merge(sessionId, time, Math::max);
        if (options.acknowledgeDelay().isZero() || marks.size() >= MARKS_MAX) {
            acknowledge();
        } else if (acknowledgeAt == NEVER) {
            acknowledgeAt = Clients.nowMillis() + options.acknowledgeDelay().toMillis();
        }
    }

    /** The account's changes up to this number have arrived; told to the gateway at once. */
    @Override
    public void changeArrived(long number) {
        RawLine open = line;
        if (options.acknowledge() && open != null) {
            open.send(new JsonObject().put("do", "ack").put("changes", number).encode());
        }
    }

    @Override
    public void broadcastsArrived(List<Long> ids) {
        if (options.acknowledge()) {
            // What could not be said comes again at the next login.
            request("ackBroadcasts", new JsonObject().put("ids", new JsonArray(new ArrayList<Object>(ids))));
        }
    }

    private void acknowledge() {
        acknowledgeAt = NEVER;
        RawLine open = line;
        if (open == null || marks.isEmpty()) {
            return;
        }
        JsonObject all = new JsonObject();
        marks.forEach(all::put);
        marks.clear();
        // A lost acknowledgement only means that something comes again after the next login.
        open.send(new JsonObject().put("do", "ack").put("marks", all).encode());
    }

    @Override
    public void tick(long nowMillis) {
        calls.expire(nowMillis);
        endReturns(waiting -> waiting.byMillis() <= nowMillis, false);
        if (state == State.ONLINE) {
            if (nowMillis >= acknowledgeAt) {
                acknowledge();
            }
            if (nowMillis >= pingAt) {
                ping(nowMillis);
            }
            if (nowMillis >= pongBy) {
                drop();
                lost(RawLine.NO_CLOSE_FRAME);
            }
        } else if (state == State.WAITING && nowMillis >= reconnectAt) {
            reconnectAt = NEVER;
            open().onFailure(this::openFailed);
        }
    }

    private void ping(long nowMillis) {
        pingAt = nowMillis + heartbeatMillis;
        pongBy = Math.min(pongBy, nowMillis + PONG_MILLIS_MAX);
        send("ping", new JsonObject()).onSuccess(high -> {
            pongBy = NEVER;
            keep(high);
        });
    }

    private void openFailed(Throwable cause) {
        if (state == State.IDLE) {
            return;
        }
        boolean hopeless = cause instanceof ClientException refusal
                && refusal.code() != ClientException.NO_ANSWER
                && refusal.fault().retry() == Fault.Retry.NEVER;
        if (hopeless) {
            end();
        } else {
            comeBackLater();
        }
    }

    private void onClosed(RawLine closed, int code) {
        if (closed != line) {
            return;
        }
        line = null;
        boolean wasOnline = state == State.ONLINE;
        if (wasOnline) {
            lost(code);
        } else {
            calls.failAll("the line dropped");
        }
    }

    private void lost(int code) {
        state = State.WAITING;
        calls.failAll("the line dropped");
        pingAt = NEVER;
        pongBy = NEVER;
        acknowledgeAt = NEVER;
        marks.clear();
        boolean isOver = !comesBackAfter(code);
        if (isOver) {
            end();
        }
        watcher.disconnected(code);
        if (!isOver) {
            comeBackLater();
        }
    }

    private boolean comesBackAfter(int code) {
        boolean stayAway = code == LOGGED_OUT || (code >= STAY_AWAY_FROM && code < STAY_AWAY_TO);
        return options.reconnect() && !stayAway;
    }

    private void comeBackLater() {
        if (state == State.IDLE) {
            // Closed by a listener that was told of the drop.
            return;
        }
        long most = Math.min(
                options.backoffMax().toMillis(),
                options.backoffMin().toMillis() << Math.min(failures++, DOUBLINGS_MAX));
        long delayMillis = delayMillisMin + ThreadLocalRandom.current().nextLong(most / 2, most + 1);
        delayMillisMin = 0;
        state = State.WAITING;
        reconnectAt = Clients.nowMillis() + delayMillis;
        watcher.willReconnect(delayMillis);
    }

    @Override
    public void end() {
        state = State.IDLE;
        clients.stop(this);
        reconnectAt = NEVER;
        drop();
        calls.failAll("the client was closed");
        endReturns(waiting -> true, false);
    }

    /**
     * Somebody who waits for the line to be up again.
     *
     * @param cause why its request failed
     * @param byMillis when it waits no longer, by the clients' clock
     */
    private record Return(Promise<Void> promise, Throwable cause, long byMillis) {}
}
