package io.posthouse.connection;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a ticket looks like: when it was issued, 16 random bytes, and a signature over both, in base64url. It has no spare bits,
 * so that one ticket has one spelling.
 */
final class TicketForm {
    static final int NONCE_BYTES = 16;

    private static final int SIGNED_BYTES = Long.BYTES + NONCE_BYTES;
    private static final int SIGNATURE_BYTES = 15;
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9_-]{52}");
    private static final String ALGORITHM = "HmacSHA256";

    private TicketForm() {}

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /** @param nonce of {@link #NONCE_BYTES} */
    static String write(SecretKey key, long issuedMillis, byte[] nonce) {
        ByteBuffer signed = ByteBuffer.allocate(SIGNED_BYTES + SIGNATURE_BYTES);
        signed.putLong(issuedMillis).put(nonce);
        signed.put(signature(key, signed.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed.array());
    }

    /** When it was issued; empty if it was not signed with this key. */
    static OptionalLong issuedMillis(SecretKey key, String ticket) {
        if (!TICKET.matcher(ticket).matches()) {
            return OptionalLong.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(ticket);
        byte[] signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
        return MessageDigest.isEqual(signature, signature(key, bytes))
                ? OptionalLong.of(ByteBuffer.wrap(bytes).getLong())
                : OptionalLong.empty();
    }

    private static byte[] signature(SecretKey key, byte[] ticket) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ticket, 0, SIGNED_BYTES);
            return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
