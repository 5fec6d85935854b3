package io.posthouse.connection;

import io.posthouse.model.ClientType;
import io.posthouse.model.Fault;
import io.posthouse.model.KickReason;
import org.jspecify.annotations.Nullable;

/** Why the gateway closes a connection. */
public sealed interface Closing {
    /** The client logged out or asked to be let go. */
    record LoggedOut() implements Closing {}

    /** The connection cannot be trusted any more, was too slow, or never logged in. */
    record Refused(Fault fault) implements Closing {}

    record Kicked(KickReason reason, @Nullable ClientType by) implements Closing {}

    /**
     * The node goes away.
     *
     * @param reconnectDelayMillis jittered, so that not all come back at once
     */
    record Draining(long reconnectDelayMillis) implements Closing {}
}
