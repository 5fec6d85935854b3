package io.posthouse.connection;

import io.posthouse.config.LimitsConfig;
import io.posthouse.config.ServerConfig;
import io.posthouse.config.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ports of one connection verticle, each shared with the others of the node: the plain one, and the one for TLS. */
final class Listeners {
    private static final int BAD_REQUEST = 400;
    /** Spare time for the transport's own idle limit, which is for what never becomes a WebSocket. */
    private static final Duration IDLE_SPARE = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Commons commons;
    private final boolean isFirst;
    private @Nullable HttpServer plain;
    private @Nullable HttpServer tls;
    private @Nullable CertificateWatch watch;

    /** @param isFirst whether this one looks after the certificate, for all of the node */
    Listeners(Vertx vertx, Commons commons, boolean isFirst) {
        this.vertx = vertx;
        this.commons = commons;
        this.isFirst = isFirst;
    }

    /** Opens what is configured; what was opened is closed by {@link #close} also when this fails. */
    Future<?> open(Router router) {
        ServerConfig config = commons.config().server();
        HttpServer opening = vertx.createHttpServer(options()).requestHandler(request -> serve(router, request));
        plain = opening;
        return opening.listen(commons.port(), config.host())
                .compose(listening -> config.tls().isOn() ? openTls(router) : Future.succeededFuture());
    }

    private Future<?> openTls(Router router) {
        ServerConfig config = commons.config().server();
        Certificate certificate = new Certificate(vertx, config.tls());
        return certificate.read().compose(files -> {
            HttpServerOptions options = options()
                    .setSsl(true)
                    // WebSockets begin in HTTP/1.1.
                    .setUseAlpn(false)
                    .setSslHandshakeTimeout(
                            commons.config().limits().loginTimeout().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setKeyCertOptions(files.keyCert());
            HttpServer opening = vertx.createHttpServer(options).requestHandler(request -> serve(router, request));
            tls = opening;
            if (isFirst) {
                watch = new CertificateWatch(vertx, certificate, files, opening);
            }
            return opening.listen(commons.tlsPort(), config.host())
                    .onSuccess(listening -> {
                        if (watch != null) {
                            watch.start(config.tls().reloadInterval());
                        }
                    })
                    .recover(cause -> Future.failedFuture(sentenceFor(cause)));
        });
    }

    /** What opens first has told already what is wrong with the host. */
    private Throwable sentenceFor(Throwable cause) {
        ServerConfig config = commons.config().server();
        return cause instanceof IOException
                ? new StartupException("The gateway cannot listen on " + config.host() + ":"
                        + config.tls().port() + " with TLS (" + cause.getMessage()
                        + "); server.tls.port chooses another port.")
                : cause;
    }

    /** A request that names no host is the client's mistake; the router would log it as a bug. */
    private static void serve(Router router, HttpServerRequest request) {
        if (request.authority() == null) {
            request.response().setStatusCode(BAD_REQUEST).end();
        } else {
            router.handle(request);
        }
    }

    private HttpServerOptions options() {
        LimitsConfig limits = commons.config().limits();
        return new HttpServerOptions()
                .setMaxWebSocketFrameSize(limits.frameBytesMax())
                .setMaxWebSocketMessageSize(limits.frameBytesMax())
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout((int) limits.idleTimeout().plus(IDLE_SPARE).toSeconds());
    }

    /** 0 if it is not open. */
    int port() {
        return portOf(plain);
    }

    /** 0 if it is not open. */
    int tlsPort() {
        return portOf(tls);
    }

    private static int portOf(@Nullable HttpServer server) {
        return server == null ? 0 : server.actualPort();
    }

    Future<?> close() {
        if (watch != null) {
            watch.stop();
        }
        return Future.join(closed(plain), closed(tls));
    }

    private static Future<Void> closed(@Nullable HttpServer server) {
        return server == null ? Future.succeededFuture() : server.close();
    }
}
