package io.posthouse.connection;

import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Issues tickets and takes them back, for one connection verticle and on its event loop. A ticket is signed, not stored: any
 * node knows its own kind by the key that all share through the store, and the store's clock is the only one that counts.
 * What the store remembers, for as long as a ticket lives, is which ones were used.
 */
final class Tickets {
    /** A store that was wiped has another key; no node goes on with the old one for longer. */
    private static final long KEY_LIFE_MILLIS = 60_000;
    /** By how much the nodes' ideas of the store's clock may differ. */
    private static final long CLOCKS_MILLIS = 10_000;

    private static final int KEY_BYTES = 32;

    private final LocalBus bus;
    private final String route;
    private final Wheel wheel;
    private final Caller caller;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Key key;
    private @Nullable Future<Key> asking;

    /**
     * @param route the routing verticle to ask
     */
    Tickets(LocalBus bus, String route, Wheel wheel, String nodeId) {
        this.bus = bus;
        this.route = route;
        this.wheel = wheel;
        this.caller = Caller.server(nodeId);
    }

    Future<String> issue() {
        return key().map(current ->
                TicketForm.write(current.secret, current.timeMillis(wheel), random(TicketForm.NONCE_BYTES)));
    }

    /** Fails with {@code UNAUTHENTICATED} if it is not, or no more, worth anything. */
    Future<Void> redeem(String ticket, Duration life) {
        return key().compose(current -> {
            if (!isFresh(ticket, current, life.toMillis())) {
                return Future.failedFuture(new FaultException(Fault.UNAUTHENTICATED, "ticket"));
            }
            Command use = new Command.UseTicket(ticket, life.toMillis() + 2 * CLOCKS_MILLIS);
            return bus.ask(route, new Request(caller, use)).<Void>mapEmpty().recover(Tickets::spent);
        });
    }

    private boolean isFresh(String ticket, Key current, long lifeMillis) {
        OptionalLong issued = TicketForm.issuedMillis(current.secret, ticket);
        if (issued.isEmpty()) {
            return false;
        }
        long ageMillis = current.timeMillis(wheel) - issued.getAsLong();
        return ageMillis >= -CLOCKS_MILLIS && ageMillis <= lifeMillis;
    }

    private static Future<Void> spent(Throwable cause) {
        boolean wasUsed = cause instanceof FaultException refusal && refusal.fault() == Fault.ALREADY_EXISTS;
        return Future.failedFuture(wasUsed ? new FaultException(Fault.UNAUTHENTICATED, "ticket") : cause);
    }

    private Future<Key> key() {
        Key known = key;
        if (known != null && wheel.nowMillis() - known.readMillis < KEY_LIFE_MILLIS) {
            return Future.succeededFuture(known);
        }
        Future<Key> underWay = asking;
        if (underWay == null) {
            // A store that cannot be asked is no reason to forget its key: whether a ticket was used it has to tell
            // anyway.
            underWay = ask().recover(cause -> key == null ? Future.failedFuture(cause) : Future.succeededFuture(key));
            asking = underWay;
            underWay.onComplete(asked -> asking = null);
        }
        return underWay;
    }

    private Future<Key> ask() {
        String candidate = Base64.getUrlEncoder().withoutPadding().encodeToString(random(KEY_BYTES));
        return bus.ask(route, new Request(caller, new Command.FindTicketKey(candidate)))
                .map(answer -> {
                    Answer.TicketKey found = (Answer.TicketKey) answer;
                    Key fresh = new Key(
                            TicketForm.key(Base64.getUrlDecoder().decode(found.key())),
                            found.time(),
                            wheel.nowMillis());
                    key = fresh;
                    return fresh;
                });
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * @param storeMillis what the store's clock said at {@code readMillis} of ours
     */
    private record Key(SecretKey secret, long storeMillis, long readMillis) {
        /** The store's clock. */
        long timeMillis(Wheel wheel) {
            return storeMillis + wheel.nowMillis() - readMillis;
        }
    }
}
