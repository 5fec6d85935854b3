package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.stream.StreamSupport;

/** Which nodes live, by the store's clock. */
final class Leases {
    private final Lines lines;
    private final Keys keys;

    Leases(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    /** @param lifeMillis until the lease lapses; 0 ends it at once */
    Future<Outcome> renew(String nodeId, long lifeMillis) {
        return lines.ask(Call.of(Script.LEASE).key(keys.nodes()).arg(nodeId).arg(lifeMillis))
                .map(reply -> Outcome.of(
                        new Answer.Nodes(StreamSupport.stream(reply.get().spliterator(), false)
                                .map(Response::toString)
                                .toList())));
    }
}
