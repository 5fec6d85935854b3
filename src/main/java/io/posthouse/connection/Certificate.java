package io.posthouse.connection;

import io.posthouse.config.StartupException;
import io.posthouse.config.TlsConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** The configured certificate and its key, as the files hold them now. */
final class Certificate {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    private static final byte[] PROBE = {1, 2, 3};

    private final Vertx vertx;
    private final TlsConfig config;

    Certificate(Vertx vertx, TlsConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** What was in the files; equal if they held the same. */
    record Content(Buffer certificate, Buffer key) {
        PemKeyCertOptions keyCert() {
            return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
        }
    }

    /** Fails with a {@link StartupException} if they cannot be read or do not belong together: one may be newer than the other. */
    Future<Content> read() {
        return vertx.executeBlocking(() -> {
            Content content;
            try {
                content = new Content(bytes(config.certificate()), bytes(config.key()));
            } catch (IOException unreadable) {
                throw new StartupException("The certificate cannot be read from " + config.certificate() + " and "
                        + config.key() + " (server.tls).");
            }
            if (!isPair(content)) {
                throw new StartupException("The key in " + config.key() + " is not the one of the certificate in "
                        + config.certificate() + " (server.tls).");
            }
            return content;
        });
    }

    private static Buffer bytes(String file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    }

    private boolean isPair(Content content) {
        try {
            for (KeyManager manager :
                    content.keyCert().getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager keys) {
                    return isPair(keys);
                }
            }
            return false;
        } catch (Exception notUnderstood) {
            // Whatever the parsers throw at what is no PEM, no key of a known kind, or half written.
            return false;
        }
    }

    private static boolean isPair(X509KeyManager keys) throws GeneralSecurityException {
        for (String kind : SIGNATURES.keySet()) {
            String[] aliases = keys.getServerAliases(kind, null);
            if (aliases != null && aliases.length > 0) {
                X509Certificate[] chain = keys.getCertificateChain(aliases[0]);
                return isPair(chain[0].getPublicKey(), keys.getPrivateKey(aliases[0]));
            }
        }
        return false;
    }

    private static boolean isPair(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
        Signature signing = Signature.getInstance(SIGNATURES.getOrDefault(open.getAlgorithm(), open.getAlgorithm()));
        signing.initSign(secret);
        signing.update(PROBE);
        byte[] signature = signing.sign();
        signing.initVerify(open);
        signing.update(PROBE);
        return signing.verify(signature);
    }
}
