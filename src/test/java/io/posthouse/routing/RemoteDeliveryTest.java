package io.posthouse.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.BusCodec;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.PresenceMoved;
import io.posthouse.bus.Pushes;
import io.posthouse.bus.Residents;
import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Push;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.posthouse.store.StoreVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** To which nodes a push goes. The other node is an address on the same bus, its devices are in the real store. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class RemoteDeliveryTest {
    private static final String HERE = "here";
    private static final String THERE = "there";
    private static final String TOKEN = "a token long enough";
    private final Residents residents = new Residents();
    private final BlockingQueue<Push> here = new LinkedBlockingQueue<>();
    private final BlockingQueue<Push> there = new LinkedBlockingQueue<>();
    private volatile Set<String> live = Set.of(HERE, THERE);
    private LocalBus bus;
    private MessageConsumer<Pushes> consumerThere;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        Config config = redis.config(Config.DEFAULT);
        vertx.eventBus().registerCodec(new BusCodec());
        bus = new LocalBus(vertx, Duration.ofSeconds(5));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        RoutingScope scope = new RoutingScope(HERE, 1, config, residents, () -> live, null, registry);
        await(vertx.deployVerticle(new StoreVerticle(0, config, redis.target(), registry)));
        await(vertx.deployVerticle(new RoutingVerticle(0, scope)));
        collect(vertx, HERE, here);
        consumerThere = collect(vertx, THERE, there);
        for (String account : new String[] {"ann", "bob"}) {
            await(ask(Caller.server(account), new Command.CreateAccount(account, TOKEN, null)));
        }
    }

    @Test
    void whoIsConnectedElsewhereIsPushedThere() {
        login("bob", "b1", THERE);

        send("one");

        assertThat(bodyOf(next(there))).isEqualTo("one");
        assertThat(here).isEmpty();
    }

    @Test
    void whoIsConnectedHereIsPushedHereWithoutALookUp() {
        live = Set.of(HERE);
        residents.add("bob", 0);

        send("one");

        assertThat(bodyOf(next(here))).isEqualTo("one");
        assertThat(there).isEmpty();
    }

    @Test
    void whoComesToAnotherNodeIsPushedThereOnceTheBusSaysSo(Vertx vertx) {
        send("before anybody is there");

        login("bob", "b1", THERE);
        drop(there);
        vertx.eventBus()
                .publish(
                        Addresses.presence(),
                        new PresenceMoved(java.util.List.of("bob")),
                        new DeliveryOptions().setCodecName(BusCodec.NAME));
        send("after");

        assertThat(bodyOf(next(there))).isEqualTo("after");
    }

    @Test
    void messagesToOneAccountArriveInTheirOrderAlsoWhileItIsLookedUp() {
        login("bob", "b1", THERE);
        drop(there);

        for (int i = 0; i < 50; i++) {
            bus.ask(Addresses.route(0), new Request(ann(), sending("m" + i))).onFailure(cause -> there.clear());
        }

        for (int i = 0; i < 50; i++) {
            assertThat(bodyOf(next(there))).isEqualTo("m" + i);
        }
    }

    @Test
    void whatIsForOneConnectionGoesToWhereItIs() {
        login("bob", "b1", THERE);
        Answer kicked = await(ask(
                new Caller("bob", "b2", ClientType.WEB, Addresses.connectionId(HERE, 0, "k"), null),
                new Command.KickDevices(java.util.List.of("b1"))));

        assertThat(kicked).isEqualTo(new Answer.KickedDevices(java.util.List.of("b1")));
        Push push = next(there);
        while (!(push.event() instanceof Event.Kicked)) {
            push = next(there);
        }
        assertThat(push.onlyConnection()).startsWith(THERE);
    }

    @Test
    void aNodeThatIsGoneCostsNobodyAnything() {
        login("bob", "b1", THERE);
        await(consumerThere.unregister());

        assertThat(send("one")).isInstanceOf(Answer.Sent.class);
        assertThat(send("two")).isInstanceOf(Answer.Sent.class);
    }

    private static MessageConsumer<Pushes> collect(Vertx vertx, String nodeId, BlockingQueue<Push> queue) {
        return vertx.eventBus()
                .consumer(
                        Addresses.connections(nodeId, 0),
                        message -> queue.addAll(message.body().pushes()));
    }

    private void login(String account, String deviceId, String nodeId) {
        String connectionId = Addresses.connectionId(nodeId, 0, deviceId);
        Command.Login login = new Command.Login(
                account, TOKEN, deviceId, ClientType.WEB, connectionId, Addresses.connections(nodeId, 0));
        await(ask(new Caller(account, deviceId, ClientType.WEB, connectionId, null), login));
    }

    private Answer send(String body) {
        return await(ask(ann(), sending(body)));
    }

    private static Caller ann() {
        return new Caller("ann", "a1", ClientType.WEB, Addresses.connectionId(HERE, 0, "a"), null);
    }

    private static Command.Send sending(String body) {
        return new Command.Send(Draft.of(Scene.P2P, "bob", MessageType.TEXT, body, null, "c" + body.hashCode()));
    }

    private Future<Answer> ask(Caller caller, Command command) {
        return bus.ask(Addresses.route(0), new Request(caller, command));
    }

    private static String bodyOf(Push push) {
        return push.event() instanceof Event.Arrived arrived && arrived.entry() instanceof Message message
                ? String.valueOf(message.draft().body())
                : push.event().toString();
    }

    /** Forgets the news of devices that came. */
    private static void drop(BlockingQueue<Push> queue) {
        queue.removeIf(push -> push.event() instanceof Event.DeviceChanged);
    }

    private static Push next(BlockingQueue<Push> queue) {
        try {
            Push push = queue.poll(10, TimeUnit.SECONDS);
            while (push != null && push.event() instanceof Event.DeviceChanged) {
                push = queue.poll(10, TimeUnit.SECONDS);
            }
            if (push == null) {
                throw new AssertionError("nothing was pushed");
            }
            return push;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
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
