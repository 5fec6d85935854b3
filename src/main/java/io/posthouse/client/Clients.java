package io.posthouse.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What many clients share: an event loop, the sockets' client, one timer for all. Whoever wants several event loops makes
 * one in each of several verticles.
 */
public final class Clients {
    private static final int MESSAGE_BYTES_MAX = 2 * 1024 * 1024;
    private static final long TICK_MILLIS = 50;
    private static final long NO_TIMER = -1;
    private static final String PATH = "/ws";

    private final Vertx vertx;
    private final Context context;
    private final WebSocketClient sockets;
    private final HttpClient http;
    private final Set<Ticking> ticking = new LinkedHashSet<>();
    private long timer = NO_TIMER;

    /** Something that wants to be looked after now and then. */
    interface Ticking {
        void tick(long nowMillis);

        /** It is over, and nothing is to be taken up again. */
        void end();
    }

    private Clients(Vertx vertx, WebSocketClientOptions options) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.sockets = vertx.createWebSocketClient(options);
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setTrustAll(options.isTrustAll())
                .setVerifyHost(options.isVerifyHost())
                .setTrustOptions(options.getTrustOptions()));
    }

    /** To be called on the event loop that the clients shall live on, or outside of Vert.x to have one picked. */
    public static Clients on(Vertx vertx) {
        return on(vertx, new WebSocketClientOptions());
    }

    /**
     * @param options TLS, local address and the like; sizes and the number of connections are seen to here
     */
    public static Clients on(Vertx vertx, WebSocketClientOptions options) {
        WebSocketClientOptions own = new WebSocketClientOptions(options)
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX);
        return new Clients(vertx, own);
    }

    /** A client that is not connected yet. */
    public PosthouseClient client(ClientOptions options) {
        return new PosthouseClient(this, options);
    }

    /** A bare line without login, acknowledgements or anything else of its own: for tests of the wire itself. */
    public Future<RawLine> raw(String host, int port) {
        return raw(new WebSocketConnectOptions().setHost(host).setPort(port).setURI(PATH));
    }

    public Future<RawLine> raw(WebSocketConnectOptions target) {
        return call(() -> sockets.connect(target).map(RawLine::new));
    }

    /**
     * The same where the gateway speaks first.
     *
     * @param made runs on the line's event loop before any frame is read, and makes what hears them
     */
    public <T> Future<T> raw(WebSocketConnectOptions target, Function<RawLine, T> made) {
        return call(() -> sockets.connect(target).map(RawLine::new).map(made));
    }

    Future<RawLine> raw(ClientOptions options) {
        return raw(new WebSocketConnectOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setSsl(options.tls())
                .setURI(PATH));
    }

    /** Closes every socket of these clients. */
    public Future<Void> close() {
        return call(() -> {
            List.copyOf(ticking).forEach(Ticking::end);
            ticking.clear();
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
            return Future.join(sockets.close(), http.close()).mapEmpty();
        });
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient http() {
        return http;
    }

    /** On the event loop only, as {@link #stop}. */
    void start(Ticking one) {
        ticking.add(one);
        if (timer == NO_TIMER) {
            timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
        }
    }

    void stop(Ticking one) {
        ticking.remove(one);
    }

    /** Does something on the clients' event loop, at once if that is where the caller is. */
    <T> Future<T> call(Supplier<Future<T>> work) {
        if (Vertx.currentContext() == context) {
            return work.get();
        }
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> {
            Future<T> result;
            try {
                result = work.get();
            } catch (RuntimeException wrong) {
                result = Future.failedFuture(wrong);
            }
            result.onComplete(promise);
        });
        return promise.future();
    }

    /** A clock that nobody sets. */
    static long nowMillis() {
        return System.nanoTime() / 1_000_000;
    }

    private void tick() {
        long now = nowMillis();
        for (Ticking one : List.copyOf(ticking)) {
            one.tick(now);
        }
    }
}
