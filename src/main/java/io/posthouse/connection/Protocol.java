package io.posthouse.connection;

import io.posthouse.model.Event;
import io.vertx.ext.web.Router;
import org.jspecify.annotations.Nullable;

/**
 * A wire that clients speak. One object per connection verticle, used on its event loop only; what belongs to one socket
 * lives in the {@link Dialogue} it opens. A protocol never sees an address, a store or another verticle.
 */
public interface Protocol {

    /** For metrics and logs: {@code json}, {@code nim}. */
    String name();

    /** Adds this wire's HTTP routes; a route that upgrades hands the socket to {@code acceptor}. */
    void mount(Router router, Acceptor acceptor);

    /** Begins the conversation with a socket that was just accepted. */
    Dialogue open(Line line);

    /**
     * The frame that tells a device of an event. Called once an event and perspective, and sent to all sockets that share
     * it, so it must not depend on anything else.
     *
     * @param account one of those the frame is for, so that a wire can name the session as its owner sees it. Accounts
     *     with the same {@code own} see it alike: an event of one account's own things goes to that account alone, and of
     *     p2p's two accounts one is {@code own} and the other is not
     * @param own whether the receiving account caused the event itself: the sender's other devices (S6), the reader's
     *     other devices
     * @return null if this wire has no frame for it
     */
    @Nullable String encode(Event event, String account, boolean own);
}
