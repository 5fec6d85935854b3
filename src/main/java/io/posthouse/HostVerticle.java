package io.posthouse;

import io.posthouse.bus.Faults;
import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.protocol.json.HostRequests;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets other verticles of the host send and listen without our classes: JSON in and out at {@value #ADDRESS}, as
 * src/docs/embedding.md describes it. Local to the node.
 */
final class HostVerticle extends VerticleBase {
    static final String ADDRESS = "posthouse.host";
    private static final int ADDRESSES_MAX = 64;
    private static final int VERSION = 1;

    private final HostDesk desk;
    private final HostRequests requests;
    private final HostWords words;
    private final Map<String, Listening> listeners = new HashMap<>();
    private final DeliveryOptions local = new DeliveryOptions().setLocalOnly(true);

    HostVerticle(HostDesk desk, LimitsConfig limits) {
        this.desk = desk;
        this.requests = new HostRequests(limits);
        this.words = new HostWords(desk, requests);
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<JsonObject>localConsumer(ADDRESS, this::onRequest)
                .completion();
    }

    private void onRequest(Message<JsonObject> message) {
        Future<JsonObject> answer;
        try {
            answer = answer(message.body());
        } catch (RuntimeException refusal) {
            answer = Future.failedFuture(refusal);
        }
        answer.onSuccess(ok -> message.reply(new JsonObject().put("v", VERSION).put("ok", ok)))
                .onFailure(cause -> Faults.fail(message, cause));
    }

    private Future<JsonObject> answer(Object body) {
        if (!(body instanceof JsonObject request)) {
            throw new FaultException(Fault.MALFORMED, "a JSON object");
        }
        if (!Integer.valueOf(VERSION).equals(request.getValue("v"))) {
            throw new FaultException(Fault.MALFORMED, "v");
        }
        Object verb = request.getValue("do");
        if ("listen".equals(verb)) {
            listen(address(request));
            return Future.succeededFuture(new JsonObject());
        }
        if ("unlisten".equals(verb)) {
            unlisten(address(request));
            return Future.succeededFuture(new JsonObject());
        }
        return words.ask(request.getValue("as") instanceof String as ? as : "", request);
    }

    private void listen(String address) {
        if (listeners.size() >= ADDRESSES_MAX) {
            throw new FaultException(Fault.LIMIT_REACHED, "at most " + ADDRESSES_MAX + " addresses");
        }
        listeners.computeIfAbsent(address, to -> desk.listen(context, message -> publish(to, message)));
    }

    private void unlisten(String address) {
        Listening listening = listeners.remove(address);
        if (listening != null) {
            listening.close();
        }
    }

    private void publish(String address, io.posthouse.model.Message message) {
        JsonObject event = new JsonObject(requests.message(message)).put("v", VERSION);
        vertx.eventBus().publish(address, event, local);
    }

    private static String address(JsonObject request) {
        if (request.getValue("address") instanceof String address
                && !address.isEmpty()
                && !address.startsWith("posthouse.")) {
            return address;
        }
        throw new FaultException(Fault.INVALID, "address");
    }
}
