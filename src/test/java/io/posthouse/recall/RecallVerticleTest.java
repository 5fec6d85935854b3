package io.posthouse.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.BusCodec;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.Pushes;
import io.posthouse.config.Config;
import io.posthouse.config.RecallConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.posthouse.store.StoreVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** R1 to R3 and R5, on the real store, whose clock alone judges the window. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class RecallVerticleTest {
    private static final Conversation CONVERSATION = Conversation.between("ann", "bob");
    private static final Caller ANN = new Caller("ann", "a1", ClientType.WEB, "n-0-1", null);
    private static final Caller BOB = new Caller("bob", "b1", ClientType.WEB, "n-0-2", null);

    @Test
    void theSenderMayRecallInsideTheWindowAndTheOthersAreTold(Vertx vertx, TestRedis redis) throws Exception {
        LocalBus bus = start(vertx, redis, Duration.ofMinutes(2));
        CompletableFuture<Pushes> told = new CompletableFuture<>();
        vertx.eventBus().<Pushes>localConsumer(Addresses.deliver(0), message -> told.complete(message.body()));
        send(bus, "c1");

        Answer answer = recall(bus, ANN, "c1");

        assertThat(((Answer.RecallDone) answer).recalled().messageFrom()).isEqualTo("ann");
        Event event = told.get(5, TimeUnit.SECONDS).pushes().get(0).event();
        assertThat(((Event.Arrived) event).entry()).isInstanceOf(Recalled.class);
    }

    @Test
    void itIsRefusedOnceTheWindowHasClosed(Vertx vertx, TestRedis redis) {
        LocalBus bus = start(vertx, redis, Duration.ofMillis(1));
        long sentAt = send(bus, "c1");
        await(passed(vertx, bus, sentAt + 2));

        assertThat(refusal(bus, ANN, "c1")).isEqualTo(Fault.RECALL_WINDOW_CLOSED);
    }

    @Test
    void aWindowOfZeroTurnsRecallOff(Vertx vertx, TestRedis redis) {
        LocalBus bus = start(vertx, redis, Duration.ZERO);
        send(bus, "c1");

        assertThat(refusal(bus, ANN, "c1")).isEqualTo(Fault.NOT_RECALLABLE);
    }

    @Test
    void nobodyButTheSenderMayRecallInP2p(Vertx vertx, TestRedis redis) {
        LocalBus bus = start(vertx, redis, Duration.ofMinutes(2));
        send(bus, "c1");

        assertThat(refusal(bus, BOB, "c1")).isEqualTo(Fault.NOT_FOUND);
        Caller eve = new Caller("eve", "e1", ClientType.WEB, "n-0-3", null);
        assertThat(refusal(bus, eve, "c1")).isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void whatWasNeverSentOrRecalledBeforeIsNotFound(Vertx vertx, TestRedis redis) {
        LocalBus bus = start(vertx, redis, Duration.ofMinutes(2));
        send(bus, "c1");
        recall(bus, ANN, "c1");

        assertThat(refusal(bus, ANN, "c1")).isEqualTo(Fault.NOT_FOUND);
        assertThat(refusal(bus, ANN, "c9")).isEqualTo(Fault.NOT_FOUND);
        assertThat(refusal(bus, ANN, "")).isEqualTo(Fault.INVALID);
    }

    @Test
    void anythingElseIsNoBusinessOfItsOwn(Vertx vertx, TestRedis redis) {
        LocalBus bus = start(vertx, redis, Duration.ofMinutes(2));

        assertThatThrownBy(() -> await(bus.ask(Addresses.recall(0), new Request(ANN, new Command.GetRelations()))))
                .hasMessageContaining(Fault.UNKNOWN_COMMAND.text());
    }

    private static LocalBus start(Vertx vertx, TestRedis redis, Duration window) {
        Config d = redis.config(Config.DEFAULT);
        Config config = new Config(
                d.server(),
                d.store(),
                d.limits(),
                d.auth(),
                d.devices(),
                d.sync(),
                new RecallConfig(window),
                d.team(),
                d.status(),
                d.passThrough(),
                d.signalling(),
                d.nim(),
                d.files(),
                d.cluster(),
                d.management(),
                d.admin());
        vertx.eventBus().registerCodec(new BusCodec());
        await(vertx.deployVerticle(new StoreVerticle(0, config, redis.target(), new SimpleMeterRegistry())));
        await(vertx.deployVerticle(new RecallVerticle(0, config)));
        return new LocalBus(vertx, Duration.ofSeconds(5));
    }

    private static long send(LocalBus bus, String idClient) {
        Command.Send send = new Command.Send(Draft.of(Scene.P2P, "bob", MessageType.TEXT, "hi", null, idClient));
        Answer answer =
                await(bus.askStore(Addresses.store(0), new Request(ANN, send))).answer();
        return ((Answer.Sent) answer).message().time();
    }

    /** Done when the store's clock is past that time. */
    private static Future<Void> passed(Vertx vertx, LocalBus bus, long storeTime) {
        Request time = new Request(ANN, new Command.GetHighWater(java.util.List.of("ann"), 0));
        return bus.askStore(Addresses.store(0), time)
                .compose(outcome -> ((Answer.HighWater) outcome.answer()).storeTime() > storeTime
                        ? Future.succeededFuture()
                        : passed(vertx, bus, storeTime));
    }

    private static Answer recall(LocalBus bus, Caller caller, String idClient) {
        Command recall = new Command.Recall(CONVERSATION, "ann", idClient, "", "sorry", null);
        return await(bus.ask(Addresses.recall(0), new Request(caller, recall)));
    }

    private static Fault refusal(LocalBus bus, Caller caller, String idClient) {
        try {
            recall(bus, caller, idClient);
            throw new AssertionError("it was recalled");
        } catch (FaultException refusal) {
            return refusal.fault();
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened within 10 s", e);
        }
    }
}
