package io.posthouse.bus;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What shows that a bus body comes from a node of this deployment: a code made with the nodes' secret. It hides nothing; TLS does.
 * Any thread may use it.
 */
public final class BusSeal {
    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int NAME_CHARS = 24;

    private final Mac mac;

    /** @param secret that all nodes share */
    public BusSeal(String secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** A name for something that only those who know the secret can make, and that does not tell the secret. */
    public String nameFor(String purpose) {
        return HexFormat.of()
                .formatHex(of(purpose.getBytes(StandardCharsets.UTF_8)))
                .substring(0, NAME_CHARS);
    }

    byte[] of(byte[] body) {
        try {
            return ((Mac) mac.clone()).doFinal(body);
        } catch (CloneNotSupportedException theJdksOwnCan) {
            throw new IllegalStateException(theJdksOwnCan);
        }
    }

    boolean isOf(byte[] seal, byte[] body) {
        return MessageDigest.isEqual(seal, of(body));
    }
}
