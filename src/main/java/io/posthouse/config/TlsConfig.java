package io.posthouse.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The port that speaks TLS and serves what the main port serves, from the {@code server.tls} section. Off without a certificate.
 *
 * @param port 0 takes a free one
 * @param certificate a PEM file: the certificate, then those that vouch for it; empty for no TLS
 * @param key a PEM file: the certificate's private key, without a password
 * @param reloadInterval how often the two files are looked at for a change
 */
public record TlsConfig(int port, String certificate, String key, Duration reloadInterval) {
    public static final TlsConfig DEFAULT = new TlsConfig(8443, "", "", Duration.ofSeconds(10));

    private static final Pattern ANY = Pattern.compile(".{0,4096}");

    public TlsConfig {
        Check.port(port, "port");
        Check.that(certificate.isEmpty() == key.isEmpty(), "certificate and key belong together");
        Check.positive(reloadInterval, "reloadInterval");
    }

    public static TlsConfig from(Section section) {
        int port = section.integer("port", DEFAULT.port, 0, 65_535);
        String certificate = section.text("certificate", "", ANY, "a PEM file; empty for no TLS");
        String key = section.text("key", "", ANY, "a PEM file");
        Duration reload =
                section.duration("reloadInterval", DEFAULT.reloadInterval, Duration.ofMillis(100), Duration.ofDays(1));
        boolean isFit = areFit(section, certificate, key);
        section.rejectUnknown();
        return isFit ? new TlsConfig(port, certificate, key, reload) : DEFAULT;
    }

    public boolean isOn() {
        return !certificate.isEmpty();
    }

    private static boolean areFit(Section section, String certificate, String key) {
        if (certificate.isEmpty() && key.isEmpty()) {
            return true;
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            String missing = certificate.isEmpty() ? "certificate" : "key";
            section.mistake(missing, "is missing: server.tls.certificate and server.tls.key belong together");
            return false;
        }
        String wrongCertificate = PemFiles.mistakeInCertificate(certificate);
        String wrongKey = PemFiles.mistakeInKey(key);
        if (!wrongCertificate.isEmpty()) {
            section.mistake("certificate", wrongCertificate);
        }
        if (!wrongKey.isEmpty()) {
            section.mistake("key", wrongKey);
        }
        return wrongCertificate.isEmpty() && wrongKey.isEmpty();
    }
}
