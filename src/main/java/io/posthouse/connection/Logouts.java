package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store of connections that are gone, again and again until it has heard. When many go at once, all but a few wait: who
 * stays does not queue behind those who left.
 */
final class Logouts {
    private static final Logger LOG = LoggerFactory.getLogger(Logouts.class);
    /** No setting: it fills only while the store is away, and what does not fit ends with the node's lease or the next login. */
    private static final int WAITING_MAX = 100_000;
    /** No setting: large enough that telling of many costs little each, small enough that a message hardly waits. */
    static final int AT_ONCE_MAX = 64;

    private final LocalBus bus;
    private final int instances;
    private final Turns turns = new Turns(AT_ONCE_MAX);
    private final Deque<Leaving> unheard = new ArrayDeque<>(1);

    Logouts(LocalBus bus, int instances) {
        this.bus = bus;
        this.instances = instances;
    }

    /** Of one that was logged in at the store alone. */
    void send(Caller caller) {
        send(caller, false, List.of());
    }

    /**
     * @param isAsked whether the client said that it goes
     * @param last what the device acknowledged and the store does not know yet; told before the logout, and once
     */
    void send(Caller caller, boolean isAsked, List<Command.Acknowledge> last) {
        send(new Leaving(caller, isAsked, last));
    }

    private void send(Leaving leaving) {
        if (turns.waiting() < WAITING_MAX) {
            turns.enter(() -> tell(leaving));
        } else {
            giveUp(leaving);
        }
    }

    private void tell(Leaving leaving) {
        // Dropped: what is not stored comes again at the next login.
        leaving.last().forEach(acknowledge -> ask(leaving.caller(), acknowledge));
        ask(leaving.caller(), new Command.Logout(leaving.isAsked())).onComplete(heard -> {
            if (heard.failed()) {
                onUnheard(leaving.again());
            }
            turns.leave();
        });
    }

    private Future<Answer> ask(Caller caller, Command command) {
        return bus.ask(Addresses.route(Addresses.shard(caller.account(), instances)), new Request(caller, command));
    }

    /** Tries again what the store did not hear. */
    void retry() {
        for (int i = unheard.size(); i > 0; i--) {
            Leaving leaving = unheard.poll();
            if (leaving != null) {
                send(leaving);
            }
        }
    }

    /** Whether no logout is on its way. */
    boolean isQuiet() {
        return turns.isIdle();
    }

    private void onUnheard(Leaving leaving) {
        if (unheard.size() < WAITING_MAX) {
            unheard.add(leaving);
        } else {
            giveUp(leaving);
        }
    }

    private static void giveUp(Leaving leaving) {
        LOG.warn(
                "A logout is given up, its presence entry stays until the node's lease ends connection={}",
                leaving.caller().connectionId());
    }

    private record Leaving(Caller caller, boolean isAsked, List<Command.Acknowledge> last) {
        Leaving again() {
            return new Leaving(caller, isAsked, List.of());
        }
    }
}
