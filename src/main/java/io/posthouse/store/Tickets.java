package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;

/** The key that all nodes sign tickets with, and which tickets were used. A ticket that nobody uses is not here. */
final class Tickets {
    private final Lines lines;
    private final Keys keys;

    Tickets(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    /** @param candidate becomes the key if there is none */
    Future<Outcome> key(String candidate) {
        return lines.ask(Call.of(Script.TICKET_KEY).key(keys.ticketKey()).arg(candidate))
                .map(reply -> Outcome.of(new Answer.TicketKey(
                        reply.get().get(0).toString(), reply.get().get(1).toLong())));
    }

    Future<Outcome> use(String ticket, long lifeMillis) {
        return lines.ask(Call.of(Script.TICKET).key(keys.ticket(ticket)).arg(lifeMillis))
                .map(reply -> {
                    long time = reply.get().toLong();
                    if (time == 0) {
                        throw new FaultException(Fault.ALREADY_EXISTS, "ticket");
                    }
                    return Outcome.of(new Answer.Done(time));
                });
    }
}
