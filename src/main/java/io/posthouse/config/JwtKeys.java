package io.posthouse.config;

import io.posthouse.config.AuthConfig.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a configured key can verify what its algorithm signs. Verifies nothing itself. */
final class JwtKeys {
    private static final int SHARED_BYTES_MIN = 32;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private JwtKeys() {}

    /** What is wrong with the key, as the end of a sentence; empty if nothing is. */
    static String mistakeIn(Algorithm algorithm, Secret key) {
        return switch (algorithm) {
            case HS256 -> {
                boolean isLong = key.reveal().getBytes(StandardCharsets.UTF_8).length >= SHARED_BYTES_MIN;
                yield isLong ? "" : "must have at least " + SHARED_BYTES_MIN + " bytes for HS256";
            }
            case RS256 -> isPublicKey("RSA", key) ? "" : "must be an RSA public key in PEM for RS256";
            case EDDSA -> isPublicKey("Ed25519", key) ? "" : "must be an Ed25519 public key in PEM for EdDSA";
        };
    }

    private static boolean isPublicKey(String kind, Secret key) {
        Matcher pem = PEM.matcher(key.reveal());
        if (!pem.matches()) {
            return false;
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException notThatKind) {
            return false;
        }
    }
}
