package io.posthouse.bus;

import io.posthouse.model.Answer;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The event bus as the gateway's verticles use it: our codec, our time limit, and never off the node unless a method
 * says so.
 */
public final class LocalBus {
    private final EventBus bus;
    private final DeliveryOptions local;
    private final DeliveryOptions anywhere;
    private final Strangers strangers = new Strangers();
    private final Neighbors neighbors;

    /**
     * @param timeout how long a request may wait for its reply on the bus
     */
    public LocalBus(Vertx vertx, Duration timeout) {
        this.bus = vertx.eventBus();
        this.neighbors = new Neighbors(vertx);
        this.anywhere = new DeliveryOptions().setCodecName(BusCodec.NAME).setSendTimeout(timeout.toMillis());
        this.local = new DeliveryOptions(anywhere).setLocalOnly(true);
    }

    /**
     * Asks a routing or recall verticle; the future fails with a {@link io.posthouse.model.FaultException} alone. One on the caller's own lane
     * is called at once and without a time limit: the store and the pass-through, where its work ends, have theirs.
     */
    public Future<Answer> ask(String address, Request request) {
        Future<Answer> here = neighbors.ask(address, request);
        return here == null ? askInTime(address, request) : here;
    }

    /** As {@link #ask}, always by the bus and within its time limit: for what may wait for the host's own code. */
    public Future<Answer> askInTime(String address, Request request) {
        return bus.<Answer>request(address, request, local).map(Message::body).recover(LocalBus::faultOf);
    }

    /** Asks a store verticle as {@link #ask} does. */
    public Future<Outcome> askStore(String address, Request request) {
        Future<Outcome> here = neighbors.ask(address, request);
        return here == null
                ? bus.<Outcome>request(address, request, local)
                        .map(Message::body)
                        .recover(LocalBus::faultOf)
                : here;
    }

    public void send(String address, Object body) {
        bus.send(address, body, local);
    }

    /**
     * Best effort, to another node or this one: a lost message is found by its seq (D2). The future fails when nobody
     * listens there: the node is gone.
     */
    public Future<Void> sendAnywhere(String address, Object body) {
        return bus.sender(address, anywhere).write(body);
    }

    /** Best effort, to everybody on every node who listens. */
    public void publishAnywhere(String address, Object body) {
        bus.publish(address, body, anywhere);
    }

    /** Asks another node, or this one, how it is. */
    public Future<NodeReport> askNode(String nodeId, NodeQuestion question) {
        return bus.<Object>request(Addresses.node(nodeId), question, anywhere)
                .compose(reply -> reply.body() instanceof NodeReport report
                        ? Future.succeededFuture(report)
                        : Future.failedFuture(new FaultException(Fault.INTERNAL)))
                .recover(LocalBus::faultOf);
    }

    /**
     * A consumer of what any node may send. What is not of this type, or breaks the handler, is counted and passed over: a node
     * outlives whatever others say.
     */
    public <T> MessageConsumer<?> hear(String address, Class<T> type, Consumer<T> handler) {
        return bus.consumer(
                address,
                message -> strangers.guard(address, () -> {
                    Object body = message.body();
                    if (type.isInstance(body)) {
                        handler.accept(type.cast(body));
                    } else {
                        strangers.refuse(address, body);
                    }
                }));
    }

    /** As {@link #hear}, and answers with what {@code answer} yields. */
    public <T> MessageConsumer<?> hearAndAnswer(String address, Class<T> type, Function<T, Future<?>> answer) {
        return bus.consumer(
                address,
                message -> strangers.guard(address, () -> {
                    Object body = message.body();
                    if (type.isInstance(body)) {
                        answer.apply(type.cast(body))
                                .onSuccess(reply -> message.reply(reply, anywhere))
                                .onFailure(cause -> Faults.fail(message, cause));
                    } else {
                        strangers.refuse(address, body);
                    }
                }));
    }

    /** Tells the verticles of this node alone. */
    public void publish(String address, Object body) {
        bus.publish(address, body, local);
    }

    /** Answers each request with what {@code work} yields, or with its fault, as long as the calling verticle's context lives. */
    public <T> Future<Void> serve(String address, Function<Request, Future<T>> work) {
        MessageConsumer<Request> consumer = bus.localConsumer(address, message -> answer(message, work));
        neighbors.open(address, work, consumer);
        return consumer.completion();
    }

    private <T> void answer(Message<Request> message, Function<Request, Future<T>> work) {
        Neighbors.call(work, message.body())
                .onSuccess(body -> message.reply(body, local))
                .onFailure(cause -> Faults.fail(message, cause));
    }

    private static <T> Future<T> faultOf(Throwable cause) {
        return Future.failedFuture(Faults.of(cause));
    }
}
