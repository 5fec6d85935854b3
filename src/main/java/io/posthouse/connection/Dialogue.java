package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Entry;
import io.posthouse.model.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One protocol's conversation with one socket. All calls come on the socket's event loop. */
public interface Dialogue {

    /** The socket was accepted and may stay. Comes once, before every frame; what the gateway has to say first is said here. */
    default void onOpened() {}

    /** How often {@link #heartbeat} is asked for, in milliseconds and always the same; 0 for never. */
    default long heartbeatMillis() {
        return 0;
    }

    /** A frame that shows the client that the gateway is there; null for none this time. Not asked for while the socket is full. */
    default @Nullable String heartbeat() {
        return null;
    }

    /** A text frame arrived. An exception from here is a bug of the protocol: the connection answers INTERNAL and lives on. */
    void onFrame(String text);

    /** What to say when a connection gets no further: the frames that tell it, before the socket is closed. */
    List<String> farewell(Closing closing);

    /** The close code of this wire for a reason; 4000 to 4499 mean "come back", 4500 to 4999 "do not". */
    int closeCode(Closing closing);

    /**
     * The frames of one page of the sync that {@link Line#login} started.
     *
     * @param last whether this is the last page: the client is told that the sync is done
     */
    List<String> syncPage(Answer.SyncPage page, boolean first, boolean last);

    /** The frames of {@link #syncPage} were written. */
    default void pageWritten() {}

    /**
     * Whether a sync has to wait until the client has said what it has: more than this is not kept. What it says then, whatever it is,
     * takes the sync up.
     */
    default boolean isBehind() {
        return false;
    }

    /** The frames that tell a new state of a session found while catching up; none if this wire has none. */
    List<String> session(io.posthouse.model.SessionState state);

    /** An entry was written to this socket as {@link Protocol#encode} made it; those of a sync went through {@link #syncPage}. */
    default void pushed(Entry entry) {}

    /** The client has everything that was written before the probe of this number, see {@link Line#probe}. */
    default void onProbed(long number) {}

    /** The frame that tells of a refusal which answers no request of the client; null if this wire has none. */
    default @Nullable String refusal(Fault fault) {
        return null;
    }
}
