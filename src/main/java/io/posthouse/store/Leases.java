package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.TreeMap;

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
                .map(Leases::outcome);
    }

    Future<Outcome> find() {
        return lines.ask(Call.of(Script.LEASE).key(keys.nodes())).map(Leases::outcome);
    }

    private static Outcome outcome(Reply reply) {
        Map<String, Long> leases = new TreeMap<>();
        Response flat = reply.get(2);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            leases.put(flat.get(i).toString(), (long)
                    Double.parseDouble(flat.get(i + 1).toString()));
        }
        return Outcome.of(new Answer.Nodes(reply.number(0) == 1, reply.number(1), leases));
    }
}
