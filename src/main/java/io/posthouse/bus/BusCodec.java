package io.posthouse.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * Carries the gateway's immutable objects: as they are inside one JVM, so that nothing is copied or parsed twice, and between nodes
 * as sealed {@link BusJson}. What another node sends that is not that comes out as {@link Unreadable}, never as an exception.
 */
public final class BusCodec implements MessageCodec<Object, Object> {
    public static final String NAME = "posthouse";

    /** What another node may tell or ask this one. */
    private static final List<Class<?>> TYPES =
            List.of(Pushes.class, PresenceMoved.class, NodesMoved.class, NodeQuestion.class, NodeReport.class);

    private static final int LENGTH_BYTES = 4;
    private static final int SECRET_BYTES = 32;

    private final BusSeal seal;

    /** @param seal that all nodes share */
    public BusCodec(BusSeal seal) {
        this.seal = seal;
    }

    /** For a node that has no others: nobody else can make its seal. */
    public BusCodec() {
        this(new BusSeal(newSecret()));
    }

    /** A secret that nobody guesses. */
    public static String newSecret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public void encodeToWire(Buffer buffer, Object body) {
        byte[] json = BusJson.encode(body);
        buffer.appendInt(json.length).appendBytes(seal.of(json)).appendBytes(json);
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        int start = position + LENGTH_BYTES + BusSeal.BYTES;
        if (start > buffer.length()) {
            return new Unreadable("too short");
        }
        int length = buffer.getInt(position);
        if (length < 0 || length > BusJson.BYTES_MAX || length > buffer.length() - start) {
            return new Unreadable("its length is wrong");
        }
        byte[] json = buffer.getBytes(start, start + length);
        if (!seal.isOf(buffer.getBytes(position + LENGTH_BYTES, start), json)) {
            return new Unreadable("not sealed with this deployment's secret");
        }
        try {
            return BusJson.decode(json, TYPES);
        } catch (IllegalArgumentException notOfOurs) {
            return new Unreadable(String.valueOf(notOfOurs.getMessage()));
        }
    }

    @Override
    public Object transform(Object body) {
        return body;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
