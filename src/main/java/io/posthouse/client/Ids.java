package io.posthouse.client;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes values of {@code idClient}. */
public final class Ids {
    private static final HexFormat HEX = HexFormat.of();

    private Ids() {}

    /** 32 hex digits that nobody has made before. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
