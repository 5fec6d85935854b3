package io.posthouse;

import io.posthouse.config.ServerConfig;
import io.posthouse.config.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of a start without configuration: made at the first one, kept in the data directory so that a browser has to
 * be told only once to trust it, and made anew before it ends. Blocks; not for an event loop.
 */
final class DevelopmentCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(DevelopmentCertificate.class);
    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private final Path directory;
    private final PrivateFile certificate;
    private final PrivateFile key;

    DevelopmentCertificate(Path directory) {
        this.directory = directory;
        this.certificate = new PrivateFile(directory.resolve("tls-certificate.pem"));
        this.key = new PrivateFile(directory.resolve("tls-key.pem"));
    }

    /**
     * The settings with it; as they are, and so without TLS, if none can be made here. A free port for the clients means a free
     * one for TLS too.
     */
    ServerConfig appliedTo(ServerConfig server) {
        boolean isKept = isGood(certificate.read().orElse(""), Instant.now())
                && key.read().isPresent();
        if (!isKept && !renew()) {
            return server;
        }
        TlsConfig given = server.tls();
        int port = server.port() == 0 ? 0 : given.port();
        return server.withTls(new TlsConfig(
                port,
                directory.resolve("tls-certificate.pem").toString(),
                directory.resolve("tls-key.pem").toString(),
                given.reloadInterval()));
    }

    private boolean renew() {
        try {
            Files.createDirectories(directory);
            SelfSigned made = SelfSigned.make(directory);
            key.write(made.key());
            certificate.write(made.certificate());
            return true;
        } catch (IOException failure) {
            LOG.debug("No certificate could be made", failure);
            return false;
        }
    }

    private static boolean isGood(String pem, Instant now) {
        try {
            X509Certificate parsed = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return parsed.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE_END));
        } catch (CertificateException none) {
            return false;
        }
    }
}
