package io.posthouse.connection;

import io.posthouse.model.Event;
import io.posthouse.model.Push;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A push inside one connection verticle, with the frames it becomes: encoded once a wire and perspective. */
final class Parcel {
    private static final String NO_FRAME = "";

    private final Push push;
    private final Set<String> newcomers;
    private final @Nullable String[] frames;

    /** @param newcomers accounts that were not in the push's team before it, as far as this verticle knows */
    Parcel(Push push, int wires, Set<String> newcomers) {
        this.push = push;
        this.newcomers = newcomers;
        this.frames = new String[2 * wires];
    }

    Event event() {
        return push.event();
    }

    /** Whether this connection caused the event and has its answer already. */
    boolean isCausedBy(String connectionId) {
        return push.exceptConnection().equals(connectionId);
    }

    /** Whether nothing that was said in the team before is the account's to be told. */
    boolean isBeginningFor(String account) {
        return newcomers.contains(account);
    }

    /** The frame for a device of {@code account}; empty if the wire has none. */
    String frame(Wire wire, String account) {
        boolean own = isOwn(push.event(), account);
        int place = 2 * wire.index() + (own ? 1 : 0);
        String frame = frames[place];
        if (frame == null) {
            String encoded = wire.protocol().encode(push.event(), account, own);
            frame = encoded == null ? NO_FRAME : encoded;
            frames[place] = frame;
        }
        return frame;
    }

    /** Whether the account caused the event itself. */
    static boolean isOwn(Event event, String account) {
        if (event instanceof Event.Arrived arrived) {
            return arrived.entry().from().equals(account);
        }
        if (event instanceof Event.ReceiptMoved receipt) {
            return receipt.reader().equals(account);
        }
        if (event instanceof Event.TeamMemberChanged changed) {
            return changed.member().account().equals(account);
        }
        if (event instanceof Event.SysMsgSent sent) {
            return sent.sysMsg().from().equals(account);
        }
        if (event instanceof Event.SignalCame came) {
            return came.signal().from().equals(account);
        }
        // Others have read what the receiving accounts sent; all else is about an account's own things.
        return !(event instanceof Event.TeamReadsMoved);
    }
}
