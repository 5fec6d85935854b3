package io.posthouse.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** How a static token is kept: SHA-256 over a salt and the token. Tokens are random and long, so nothing slower is needed. */
public final class TokenHash {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;

    private TokenHash() {}

    /** 22 characters of base64url. */
    public static String newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
    }

    /** base64url of SHA-256 over the salt's text and the token's, both in UTF-8. */
    public static String of(String salt, String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.getBytes(StandardCharsets.UTF_8));
            digest.update(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the token is the one that was kept; takes as long for a wrong one. Nothing matches an empty hash. */
    public static boolean matches(Answer.Credential credential, String token) {
        byte[] given = of(credential.salt(), token).getBytes(StandardCharsets.UTF_8);
        byte[] kept = credential.hash().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, kept) && credential.exists();
    }
}
