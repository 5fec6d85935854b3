package io.posthouse.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the certificate's files have changed and has the port use what they hold, for all event loops of the node.
 * Connections that are open stay; a pair that cannot be used is told once and the old one stays.
 */
final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Vertx vertx;
    private final Certificate certificate;
    private final HttpServer server;
    private Certificate.Content used;
    private String told = "";
    private long timer = -1;
    private boolean isLooking;

    /** @param used what the server was opened with */
    CertificateWatch(Vertx vertx, Certificate certificate, Certificate.Content used, HttpServer server) {
        this.vertx = vertx;
        this.certificate = certificate;
        this.used = used;
        this.server = server;
    }

    void start(Duration interval) {
        timer = vertx.setPeriodic(interval.toMillis(), tick -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (isLooking) {
            return;
        }
        isLooking = true;
        certificate
                .read()
                .compose(found -> found.equals(used) ? Future.succeededFuture(false) : use(found))
                .onComplete(looked -> isLooking = false)
                .onSuccess(changed -> told = "")
                .onFailure(this::tell);
    }

    private Future<Boolean> use(Certificate.Content found) {
        return server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(found.keyCert()))
                .onSuccess(updated -> {
                    used = found;
                    LOG.info("The certificate was changed and is used for new connections");
                });
    }

    private void tell(Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        if (!why.equals(told)) {
            told = why;
            LOG.warn("The certificate was changed but cannot be used; the one before stays in use reason={}", why);
        }
    }
}
