package io.posthouse.connection;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Texts;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frames of one socket on their way to its dialogue. */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Connection connection;
    private final Strikes strikes = new Strikes();
    private long heardAtMillis;
    private @Nullable Fault counted;

    Inbox(Connection connection) {
        this.connection = connection;
        this.heardAtMillis = connection.station().wheel().nowMillis();
    }

    /** The socket may stay. */
    void onOpened() {
        try {
            connection.dialogue().onOpened();
        } catch (RuntimeException bug) {
            LOG.error(
                    "A protocol failed to open with a bug protocol={} connection={}",
                    connection.wire().protocol().name(),
                    connection.connectionId(),
                    bug);
            connection.refuseAndClose(Fault.INTERNAL);
        }
    }

    /** When the client was last heard of. */
    long heardAtMillis() {
        return heardAtMillis;
    }

    /** A sign of life that is no message: a ping of the WebSocket protocol. */
    void onSign() {
        heardAtMillis = connection.station().wheel().nowMillis();
    }

    void onText(String text) {
        onSign();
        counted = null;
        if (connection.isClosed()) {
            return;
        }
        if (Texts.isLongerThan(text, connection.station().limits().frameBytesMax())) {
            connection.refuseAndClose(Fault.TOO_LARGE);
            return;
        }
        try {
            connection.dialogue().onFrame(text);
            onHeard();
        } catch (FaultException refusal) {
            onRefused(refusal.fault());
        } catch (RuntimeException bug) {
            LOG.error(
                    "A protocol failed on a frame with a bug protocol={} connection={}",
                    connection.wire().protocol().name(),
                    connection.connectionId(),
                    bug);
            onRefused(Fault.INTERNAL);
        }
    }

    private void onHeard() {
        Feed feed = connection.feed();
        if (feed != null) {
            feed.onHeard();
        }
    }

    void onBinary(Buffer frame) {
        onSign();
        if (!connection.isClosed()) {
            LOG.debug("A binary frame came bytes={} connection={}", frame.length(), connection.connectionId());
            connection.refuseAndClose(Fault.MALFORMED);
        }
    }

    /** A command was refused; the dialogue tells the client, and may count the frame with {@link #countRefusal}. */
    void refused(Fault fault) {
        counted = fault;
        connection.station().meters().refused(fault);
    }

    /** Counts a refused frame; past the limit the connection is closed. */
    void countRefusal(Fault fault) {
        if (counted != fault) {
            connection.station().meters().refused(fault);
        }
        counted = null;
        int errorsMax = connection.station().limits().errorsMax();
        if (strikes.isOut(errorsMax, connection.station().wheel().nowMillis())) {
            connection.refuseAndClose(Fault.TOO_MANY_ERRORS);
        }
    }

    private void onRefused(Fault fault) {
        String frame = connection.dialogue().refusal(fault);
        if (frame != null) {
            connection.write(frame);
        }
        countRefusal(fault);
    }
}
