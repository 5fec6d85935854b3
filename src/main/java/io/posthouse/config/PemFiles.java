package io.posthouse.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.regex.Pattern;

/** Whether configured files hold what TLS needs. That key and certificate belong together is seen when the port is opened. */
final class PemFiles {
    private static final int BYTES_MAX = 1024 * 1024;
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----");
    private static final String ENCRYPTED = "ENCRYPTED";

    private PemFiles() {}

    /** What is wrong with it, as the end of a sentence; empty if nothing is. */
    static String mistakeInCertificate(String file) {
        String text;
        try {
            text = read(file);
        } catch (IOException | InvalidPathException unreadable) {
            return "names a file that cannot be read: " + file;
        }
        try {
            boolean hasOne = !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
            return hasOne && text.contains("-----BEGIN CERTIFICATE-----")
                    ? ""
                    : "names a file without a certificate in PEM: " + file;
        } catch (CertificateException notThat) {
            return "names a file without a certificate in PEM: " + file;
        }
    }

    /** As {@link #mistakeInCertificate}, for a private key. */
    static String mistakeInKey(String file) {
        try {
            String text = read(file);
            if (text.contains(ENCRYPTED)) {
                return "names a key with a password, which is not supported: " + file;
            }
            return PRIVATE_KEY.matcher(text).find() ? "" : "names a file without a private key in PEM: " + file;
        } catch (IOException | InvalidPathException unreadable) {
            return "names a file that cannot be read: " + file;
        }
    }

    private static String read(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.size(path) > BYTES_MAX) {
            throw new IOException("too large");
        }
        return Files.readString(path);
    }
}
