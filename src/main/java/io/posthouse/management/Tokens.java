package io.posthouse.management;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes tokens and keys that nobody guesses. */
public final class Tokens {
    private static final int BYTES = 16;

    private final SecureRandom random;

    public Tokens(SecureRandom random) {
        this.random = random;
    }

    /** 32 hexadecimal characters. */
    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
