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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the store of connections that are gone, again and again until it has heard. */
final class Logouts {
    private static final Logger LOG = LoggerFactory.getLogger(Logouts.class);
    /** No setting: it fills only while the store is away, and what does not fit ends with the node's lease or the next login. */
    private static final int UNHEARD_MAX = 10_000;

    private final LocalBus bus;
    private final int instances;
    private final Deque<Request> unheard = new ArrayDeque<>(1);
    private int underWay;

    Logouts(LocalBus bus, int instances) {
        this.bus = bus;
        this.instances = instances;
    }

    /** @param isAsked whether the client said that it goes */
    void send(Caller caller, boolean isAsked) {
        send(new Request(caller, new Command.Logout(isAsked)));
    }

    private void send(Request logout) {
        underWay++;
        String account = logout.caller().account();
        Future<Answer> heard = bus.ask(Addresses.route(Addresses.shard(account, instances)), logout);
        heard.onComplete(answered -> {
            underWay--;
            if (answered.failed()) {
                onUnheard(logout);
            }
        });
    }

    /** Tries again what the store did not hear. */
    void retry() {
        for (int i = unheard.size(); i > 0; i--) {
            Request logout = unheard.poll();
            if (logout != null) {
                send(logout);
            }
        }
    }

    /** Whether no logout is on its way. */
    boolean isQuiet() {
        return underWay == 0;
    }

    private void onUnheard(Request logout) {
        if (unheard.size() < UNHEARD_MAX) {
            unheard.add(logout);
        } else {
            LOG.warn(
                    "A logout is given up, its presence entry stays until the node's lease ends connection={}",
                    logout.caller().connectionId());
        }
    }
}
