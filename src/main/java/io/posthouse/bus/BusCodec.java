package io.posthouse.bus;

import io.posthouse.model.Answer;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;

/**
 * Carries the gateway's immutable objects: as they are inside one JVM, so that nothing is copied or parsed twice, and as
 * {@link BusJson} between nodes.
 */
public final class BusCodec implements MessageCodec<Object, Object> {
    public static final String NAME = "posthouse";

    private static final List<Class<?>> TYPES =
            List.of(Request.class, Outcome.class, Pushes.class, PresenceMoved.class, Answer.class);

    @Override
    public void encodeToWire(Buffer buffer, Object body) {
        byte[] json = BusJson.encode(body);
        buffer.appendInt(json.length).appendBytes(json);
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        int length = buffer.getInt(position);
        return BusJson.decode(buffer.getBytes(position + 4, position + 4 + length), TYPES);
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
