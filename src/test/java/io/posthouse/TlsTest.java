package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.config.StartupException;
import io.posthouse.http.WireClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The TLS port: it serves what the plain one serves, counts on the same limits, and changes its certificate while open. */
class TlsTest {
    private static final long PATIENCE_NANOS = SECONDS.toNanos(30);

    private final Vertx vertx = Vertx.vertx();
    private final Warnings warnings = new Warnings();

    @TempDir
    Path directory;

    private static SelfSigned first = new SelfSigned("", "");
    private static SelfSigned second = first;

    private @Nullable Posthouse posthouse;

    @BeforeAll
    static void makeCertificates(@TempDir Path place) throws IOException {
        first = SelfSigned.make(place);
        second = SelfSigned.make(place);
    }

    @BeforeEach
    void listenToWarnings() {
        warnings.start();
        root().addAppender(warnings);
    }

    @AfterEach
    void stop() throws Exception {
        root().detachAppender(warnings);
        try {
            if (posthouse != null) {
                posthouse.stop().await(20, SECONDS);
            }
        } finally {
            vertx.close().await(20, SECONDS);
        }
    }

    @Test
    void theTlsPortServesWhatThePlainOneServes() throws Exception {
        write(first);
        Posthouse gateway = start(Map.of());
        gateway.createAccount("ann", "token-of-ann", null).await(5, SECONDS);

        try (WireClient client = WireClient.connect(vertx, gateway.tlsPort(), true, "/ws")) {
            client.write("{\"id\":1,\"do\":\"login\",\"account\":\"ann\",\"token\":\"token-of-ann\",\"deviceId\":\"d\","
                    + "\"clientType\":\"Web\"}");

            assertThat(client.next()).contains("\"account\":\"ann\"");
        }
        assertThat(statusOf(gateway.tlsPort(), "/index.html")).isEqualTo(200);
        assertThat(statusOf(gateway.tlsPort(), "/api/v1/accounts")).isEqualTo(403);
    }

    @Test
    void bothPortsCountOnOneLimit() throws Exception {
        write(first);
        Posthouse gateway = start(Map.of("LIMITS_CONNECTIONS_PER_ADDRESS_MAX", "1"));

        try (WireClient plain = WireClient.connect(vertx, gateway.port(), false, "/ws")) {
            plain.write("{\"id\":1,\"do\":\"ping\"}");
            plain.next();
            try (WireClient secure = WireClient.connect(vertx, gateway.tlsPort(), true, "/ws")) {
                assertThat(secure.next()).contains("too_many_connections");
                assertThat(secure.closeCode()).isEqualTo(4004);
            }
        }
    }

    @Test
    void aSocketOverTlsIsToldWhyItIsClosed() throws Exception {
        write(first);
        Posthouse gateway = start(Map.of());

        try (WireClient client = WireClient.connect(vertx, gateway.tlsPort(), true, "/ws")) {
            client.write("x".repeat(70_000));

            assertThat(client.next()).contains("too_large");
            assertThat(client.closeCode()).isEqualTo(4500);
        }
    }

    @Test
    void aChangedCertificateIsForNewConnectionsAndTheOpenOnesStay() throws Exception {
        write(first);
        Posthouse gateway = start(Map.of());
        assertThat(served(gateway)).isEqualTo(parsed(first));

        try (WireClient client = WireClient.connect(vertx, gateway.tlsPort(), true, "/ws")) {
            write(second);
            awaitServed(gateway, parsed(second));
            client.write("{\"id\":7}");

            assertThat(client.next()).contains("\"id\":7");
        }
    }

    @Test
    void aPairThatDoesNotBelongTogetherIsNotUsed() throws Exception {
        write(first);
        Posthouse gateway = start(Map.of());

        Files.writeString(certificateFile(), second.certificate());
        assertThat(warnings.next()).contains("cannot be used", "is not the one of the certificate");
        assertThat(served(gateway)).isEqualTo(parsed(first));
        Files.writeString(keyFile(), second.key());
        awaitServed(gateway, parsed(second));
    }

    @Test
    void aHalfWrittenFileIsNotUsed() throws Exception {
        write(first);
        Posthouse gateway = start(Map.of());

        Files.writeString(certificateFile(), first.certificate().substring(0, 200));

        assertThat(warnings.next()).contains("cannot be used");
        assertThat(served(gateway)).isEqualTo(parsed(first));
    }

    @Test
    void aStartWithAForeignKeyIsRefused() throws Exception {
        write(new SelfSigned(first.certificate(), second.key()));

        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("is not the one of the certificate");
    }

    @Test
    void theDevelopmentCertificateIsMadeOnceAndForThisMachine() throws Exception {
        Config config = settings(Map.of());
        DevelopmentCertificate kept = new DevelopmentCertificate(directory.resolve("data"));
        String file = kept.appliedTo(config.server()).tls().certificate();
        String made = Files.readString(Path.of(file));
        kept.appliedTo(config.server());

        assertThat(Files.readString(Path.of(file))).isEqualTo(made);
        X509Certificate certificate = parsed(new SelfSigned(made, ""));
        assertThat(certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(Files.getPosixFilePermissions(directory.resolve("data/tls-key.pem")))
                .hasSize(2);
    }

    private Path certificateFile() {
        return directory.resolve("certificate.pem");
    }

    private Path keyFile() {
        return directory.resolve("key.pem");
    }

    private void write(SelfSigned pair) throws IOException {
        Files.writeString(keyFile(), pair.key());
        Files.writeString(certificateFile(), pair.certificate());
    }

    private Config settings(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.resolve("redis").toString(),
                "POSTHOUSE_STORE_DURABILITY", "memory",
                "POSTHOUSE_SERVER_PORT", "0",
                "POSTHOUSE_SERVER_DRAIN", "PT0.2S",
                "POSTHOUSE_SERVER_TLS_PORT", "0",
                "POSTHOUSE_SERVER_TLS_RELOAD_INTERVAL", "PT0.1S",
                "POSTHOUSE_MANAGEMENT_PORT", "0"));
        if (Files.exists(keyFile())) {
            settings.put("POSTHOUSE_SERVER_TLS_CERTIFICATE", certificateFile().toString());
            settings.put("POSTHOUSE_SERVER_TLS_KEY", keyFile().toString());
        }
        changes.forEach((name, value) -> settings.put("POSTHOUSE_" + name, value));
        return ConfigReader.read(null, settings, Set.of()).config();
    }

    private Posthouse start(Map<String, String> changes) throws Exception {
        Posthouse started =
                Posthouse.on(vertx).config(settings(changes)).start().await(30, SECONDS);
        posthouse = started;
        return started;
    }

    private int statusOf(int port, String path) throws Exception {
        HttpClient client = trusting();
        try {
            return client.request(HttpMethod.GET, port, "127.0.0.1", path)
                    .compose(request -> request.send().map(response -> response.statusCode()))
                    .await(10, SECONDS);
        } finally {
            client.close().await(10, SECONDS);
        }
    }

    /** What a new connection is shown. */
    private X509Certificate served(Posthouse gateway) throws Exception {
        HttpClient client = trusting();
        try {
            return client.request(HttpMethod.GET, gateway.tlsPort(), "127.0.0.1", "/")
                    .compose(request -> request.send().map(response -> request))
                    .map(request -> {
                        try {
                            return (X509Certificate)
                                    request.connection().peerCertificates().get(0);
                        } catch (javax.net.ssl.SSLPeerUnverifiedException none) {
                            throw new AssertionError(none);
                        }
                    })
                    .await(10, SECONDS);
        } finally {
            client.close().await(10, SECONDS);
        }
    }

    private void awaitServed(Posthouse gateway, X509Certificate expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!served(gateway).equals(expected)) {
            assertThat(System.nanoTime())
                    .as("the new certificate is not served")
                    .isLessThan(deadline);
        }
    }

    private HttpClient trusting() {
        return vertx.createHttpClient(
                new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    }

    private static X509Certificate parsed(SelfSigned pair) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pair.certificate().getBytes(StandardCharsets.US_ASCII)));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What the watch over the certificate warns of. */
    private static final class Warnings extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLoggerName().endsWith("CertificateWatch")
                    && event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.WARN)) {
                lines.add(event.getFormattedMessage());
            }
        }

        String next() throws InterruptedException {
            String line = lines.poll(30, SECONDS);
            assertThat(line).as("a warning").isNotNull();
            return String.valueOf(line);
        }
    }
}
