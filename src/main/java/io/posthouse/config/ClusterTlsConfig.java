package io.posthouse.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * TLS between nodes, from the {@code cluster.tls} section: each shows its certificate to the other. Off without a certificate.
 *
 * @param certificate a PEM file: this node's certificate, then those that vouch for it; empty for no TLS
 * @param key a PEM file: the certificate's private key, without a password
 * @param authority a PEM file: the certificates that vouch for the nodes
 */
public record ClusterTlsConfig(String certificate, String key, String authority) {
    public static final ClusterTlsConfig DEFAULT = new ClusterTlsConfig("", "", "");

    private static final Pattern ANY = Pattern.compile(".{0,4096}");

    public ClusterTlsConfig {
        Check.that(
                certificate.isEmpty() == key.isEmpty() && key.isEmpty() == authority.isEmpty(),
                "certificate, key and authority belong together");
    }

    public static ClusterTlsConfig from(Section section) {
        String certificate = section.text("certificate", "", ANY, "a PEM file; empty for no TLS");
        String key = section.text("key", "", ANY, "a PEM file");
        String authority = section.text("authority", "", ANY, "a PEM file");
        boolean isFit = areFit(section, certificate, key, authority);
        section.rejectUnknown();
        return isFit ? new ClusterTlsConfig(certificate, key, authority) : DEFAULT;
    }

    public boolean isOn() {
        return !certificate.isEmpty();
    }

    private static boolean areFit(Section section, String certificate, String key, String authority) {
        if (certificate.isEmpty() && key.isEmpty() && authority.isEmpty()) {
            return true;
        }
        if (certificate.isEmpty() || key.isEmpty() || authority.isEmpty()) {
            String missing = certificate.isEmpty() ? "certificate" : key.isEmpty() ? "key" : "authority";
            section.mistake(missing, "is missing: certificate, key and authority of cluster.tls belong together");
            return false;
        }
        return List.of(
                        isFit(section, "certificate", PemFiles.mistakeInCertificate(certificate)),
                        isFit(section, "key", PemFiles.mistakeInKey(key)),
                        isFit(section, "authority", PemFiles.mistakeInCertificate(authority)))
                .stream()
                .allMatch(fit -> fit);
    }

    private static boolean isFit(Section section, String setting, String mistake) {
        if (!mistake.isEmpty()) {
            section.mistake(setting, mistake);
        }
        return mistake.isEmpty();
    }
}
