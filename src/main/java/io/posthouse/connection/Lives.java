package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Request;
import io.posthouse.model.StoreLife;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one verticle knows of the store's lives. When another one has begun, what its connections were told may be lost, and numbers that
 * they know are given again: everybody logs in again, and is told anew.
 */
final class Lives {
    private static final Logger LOG = LoggerFactory.getLogger(Lives.class);

    private final LocalBus bus;
    private final Roster roster;
    private final long spreadMillis;
    private @Nullable StoreLife last;

    /** @param spreadMillis over this long those that have to log in again are spread */
    Lives(LocalBus bus, Roster roster, long spreadMillis) {
        this.bus = bus;
        this.roster = roster;
        this.spreadMillis = spreadMillis;
    }

    /** Sends away whoever logged in before. */
    void begin(StoreLife life) {
        last = life;
        for (String account : List.copyOf(roster.accounts())) {
            for (Connection connection : List.copyOf(roster.of(account))) {
                Feed feed = connection.feed();
                if (feed != null && isOver(feed.life())) {
                    sendAway(connection);
                }
            }
        }
    }

    /** Whether another life has begun after this one. */
    boolean isOver(StoreLife life) {
        StoreLife now = last;
        return now != null && !now.name().equals(life.name()) && life.begunMillis() <= now.begunMillis();
    }

    void sendAway(Connection connection) {
        connection.drain(ThreadLocalRandom.current().nextLong(spreadMillis + 1));
    }

    /** A client was told a cursor that this life cannot have given: the store is older than it was. */
    void doubt(StoreLife life) {
        bus.askStore(Addresses.store(0), new Request(Caller.server(""), new Command.EndStoreLife(life.name())))
                // Dropped: whoever comes next with such a cursor has it asked again.
                .onFailure(cause -> LOG.warn("The store could not be told that it is older than it was", cause));
    }
}
