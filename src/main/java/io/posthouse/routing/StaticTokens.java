package io.posthouse.routing;

import io.posthouse.model.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Compares static tokens with their hashes, in the same time whether the account exists or not (A1). */
final class StaticTokens {
    private static final byte[] NO_HASH = new byte[32];

    private StaticTokens() {}

    static boolean proves(Answer.Credential credential, String token) {
        byte[] expected = decoded(credential.hash());
        byte[] given = hash(credential.salt(), token);
        boolean isEqual = MessageDigest.isEqual(expected.length == given.length ? expected : NO_HASH, given);
        return isEqual && credential.exists() && !credential.hash().isEmpty();
    }

    private static byte[] hash(String salt, String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(decoded(salt));
            return sha256.digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException meaningless) {
            return NO_HASH;
        }
    }
}
