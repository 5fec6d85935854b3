package io.posthouse.recall;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.Pushes;
import io.posthouse.config.Config;
import io.posthouse.model.AccountId;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.posthouse.model.TeamId;
import io.posthouse.team.Grants;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Takes messages back (R1 to R5). Whether a message is still inside the window is judged by the store's script and clock,
 * so that the node does not matter; this verticle decides only what needs no store.
 */
public final class RecallVerticle extends VerticleBase {
    private final int k;
    private final Config config;

    /**
     * @param k which of the recall verticles of this node
     */
    public RecallVerticle(int k, Config config) {
        this.k = k;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        LocalBus bus = new LocalBus(vertx, config.server().requestTimeout());
        return bus.serve(Addresses.recall(k), request -> recall(bus, request));
    }

    private Future<Answer> recall(LocalBus bus, Request request) {
        if (!(request.command() instanceof Command.Recall recall)) {
            throw new FaultException(Fault.UNKNOWN_COMMAND);
        }
        check(request, recall);
        return bus.askStore(Addresses.store(k), granted(request, recall)).map(outcome -> tellTheOthers(bus, outcome));
    }

    private void check(Request request, Command.Recall recall) {
        if (recall.conversation().isTeam()) {
            checkTeam(recall);
        } else if (!recall.conversation().isBetween(request.caller().account())) {
            throw new FaultException(Fault.FORBIDDEN);
        }
        if (config.recall().window().isZero()) {
            throw new FaultException(Fault.NOT_RECALLABLE, "recall is off");
        }
        if (recall.idClient().isEmpty() && recall.idServer().isEmpty()) {
            throw new FaultException(Fault.INVALID, "idClient");
        }
    }

    private static void checkTeam(Command.Recall recall) {
        if (!TeamId.fits(recall.conversation().id())) {
            throw new FaultException(Fault.INVALID, "to");
        }
        String from = recall.messageFrom();
        if (AccountId.parse(from).filter(from::equals).isEmpty()) {
            throw new FaultException(Fault.INVALID, "from");
        }
    }

    /** In a team others than the sender may recall, too (R1), by a row of the permission table. */
    private static Request granted(Request request, Command.Recall recall) {
        return recall.conversation().isTeam()
                ? new Request(request.caller(), Grants.granted(request.caller().account(), recall))
                : request;
    }

    private Answer tellTheOthers(LocalBus bus, Outcome outcome) {
        if (!outcome.pushes().isEmpty()) {
            bus.send(Addresses.deliver(k), new Pushes(outcome.pushes()));
        }
        return outcome.answer();
    }
}
