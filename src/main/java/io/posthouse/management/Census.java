package io.posthouse.management;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.NodeQuestion;
import io.posthouse.bus.NodeReport;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which nodes there are: the store says whose lease holds, and each of them how it is. */
final class Census {
    private static final String SILENT = "The node does not answer.";

    private final LocalBus bus;
    private final String ownId;

    Census(LocalBus bus, String ownId) {
        this.bus = bus;
        this.ownId = ownId;
    }

    /** One object a node, by id. Fails if the store does not answer; a node that does not has a problem. */
    Future<JsonArray> take() {
        Request question = new Request(Caller.server(ownId), new Command.FindNodes());
        return bus.askStore(Addresses.store(0), question)
                .compose(outcome -> outcome.answer() instanceof Answer.Nodes nodes
                        ? Future.succeededFuture(nodes)
                        : Future.failedFuture(new FaultException(Fault.INTERNAL)))
                .compose(this::askAll);
    }

    private Future<JsonArray> askAll(Answer.Nodes nodes) {
        List<Future<JsonObject>> asked = nodes.leases().entrySet().stream()
                .map(lease -> ask(lease.getKey(), lease.getValue() - nodes.time()))
                .toList();
        return Future.all(asked).map(all -> new JsonArray(all.list()));
    }

    private Future<JsonObject> ask(String node, long leaseMillis) {
        return bus.askNode(node, NodeQuestion.REPORT)
                .<@Nullable NodeReport>map(report -> report)
                .otherwise((NodeReport) null)
                .map(report -> line(node, leaseMillis, report));
    }

    private JsonObject line(String node, long leaseMillis, @Nullable NodeReport report) {
        JsonObject line = new JsonObject()
                .put("node", node)
                .put("self", node.equals(ownId))
                .put("leaseMillis", leaseMillis);
        if (report == null) {
            return line.put("problems", new JsonArray().add(SILENT));
        }
        return line.put("version", report.version())
                .put("connections", report.connections())
                .put("draining", report.draining())
                .put("problems", new JsonArray(report.problems()));
    }
}
