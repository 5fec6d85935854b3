package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people and their devices on one gateway: who is told what, in which order. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class ConversationTest {
    private Gateway gateway;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(Settings.limits(Settings.Limits::fast)));
        gateway.account("ann", "bob");
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void everyDeviceOfTheReceiverIsPushedTheMessageAtOnce() {
        Client ann = gateway.login("ann", "a1");
        Client phone = gateway.login("bob", "b1");
        Client desk = gateway.login("bob", "b2");

        ann.send("bob", "hello", "c1");

        assertThat(phone.bodies(1)).containsExactly("hello");
        assertThat(desk.bodies(1)).containsExactly("hello");
    }

    @Test
    void theSendersOtherDevicesGetACopyAndTheSendingOneDoesNot() {
        Client phone = gateway.login("ann", "a1");
        Client desk = gateway.login("ann", "a2");

        phone.send("bob", "hello", "c1");

        assertThat(desk.bodies(1)).containsExactly("hello");
        assertThat(named("msg", phone.soFar())).isEmpty();
    }

    @Test
    void noCopyGoesToTheSendersOtherDevicesIfItSaysSo() {
        Client phone = gateway.login("ann", "a1");
        Client desk = gateway.login("ann", "a2");
        Client bob = gateway.login("bob", "b1");
        JsonObject frame = Client.sendFrame("bob", "secret", "c1");
        frame.getJsonObject("msg").put("setting", new JsonObject().put("needSelfSync", false));

        phone.ok(frame);
        phone.send("bob", "open", "c2");

        assertThat(bob.bodies(2)).containsExactly("secret", "open");
        assertThat(desk.bodies(1)).containsExactly("open");
    }

    @Test
    void whatOneConnectionSendsToOneConversationKeepsItsOrder() {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        List<Future<JsonObject>> answers = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            answers.add(ann.ask(Client.sendFrame("bob", "m" + i, "c" + i)));
        }

        assertThat(bob.bodies(500))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "m" + i).toList());
        assertThat(answers).allSatisfy(answer -> assertThat(Client.faultOf(Gateway.await(answer)))
                .isEmpty());
    }

    @Test
    void allDevicesSeeOneOrderWhoeverSends() {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        Client watching = gateway.login("ann", "a2");
        Client reading = gateway.login("bob", "b2");

        for (int i = 0; i < 200; i++) {
            ann.ask(Client.sendFrame("bob", "a" + i, "ca" + i));
            bob.ask(Client.sendFrame("ann", "b" + i, "cb" + i));
        }

        List<String> seen = watching.bodies(400);
        assertThat(reading.bodies(400)).containsExactlyElementsOf(seen);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void aResendIsAnsweredAgainAndDeliveredOnce() {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");

        JsonObject first = ann.send("bob", "hello", "c1");
        JsonObject second = ann.send("bob", "hello", "c1");
        ann.send("bob", "end", "c2");

        assertThat(second.getString("idServer")).isEqualTo(first.getString("idServer"));
        assertThat(bob.bodies(2)).containsExactly("hello", "end");
    }

    @Test
    void whatCameAndWasAcknowledgedDoesNotComeAgainAtLogin() {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        ann.send("bob", "one", "c1");
        JsonObject one = bob.next("msg").getJsonObject("msg");
        bob.acknowledge("p2p-ann", one.getLong("time"));
        bob.close();
        ann.send("bob", "two", "c2");

        Client again = gateway.connect();
        again.login("bob", Gateway.TOKEN, "b1");

        JsonObject offline = again.next("syncOfflineMsgs");
        assertThat(offline.getJsonArray("msgs")).hasSize(1);
        assertThat(offline.getJsonArray("msgs").getJsonObject(0).getString("body"))
                .isEqualTo("two");
        again.next("synced");
        assertThat(named("msg", again.soFar())).isEmpty();
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAtLogin() {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        ann.send("bob", "one", "c1");
        bob.next("msg");
        bob.close();

        Client again = gateway.connect();
        again.login("bob", Gateway.TOKEN, "b1");

        assertThat(again.next("syncOfflineMsgs").getJsonArray("msgs")).hasSize(1);
    }

    @Test
    void aMessageComesOnceAlsoWhenItIsSentWhileTheReceiverLogsIn() {
        Client ann = gateway.login("ann", "a1");
        for (int round = 0; round < 20; round++) {
            Client bob = gateway.connect();
            int from = round * 20;
            for (int i = from; i < from + 10; i++) {
                ann.ask(Client.sendFrame("bob", "m" + i, "c" + i));
            }
            Future<JsonObject> login = bob.ask(Client.loginFrame("bob", Gateway.TOKEN, "b1"));
            for (int i = from + 10; i < from + 20; i++) {
                ann.ask(Client.sendFrame("bob", "m" + i, "c" + i));
            }
            Gateway.await(login);

            List<JsonObject> got = messages(bob, 20);

            assertThat(got.stream().map(m -> m.getString("body")))
                    .as("D5 and S3 in round %s", round)
                    .containsExactlyElementsOf(IntStream.range(from, from + 20)
                            .mapToObj(i -> "m" + i)
                            .toList());
            bob.acknowledge("p2p-ann", got.get(19).getLong("time"));
            bob.ok(new JsonObject().put("do", "logout"));
            bob.closeCode();
        }
    }

    @Test
    void aRecallReachesEveryDeviceButTheRecalling() {
        Client ann = gateway.login("ann", "a1");
        Client other = gateway.login("ann", "a2");
        Client bob = gateway.login("bob", "b1");
        JsonObject sent = ann.send("bob", "oops", "c1");

        ann.ok(new JsonObject()
                .put("do", "recall")
                .put("scene", "p2p")
                .put("to", "bob")
                .put("idClient", "c1")
                .put("idServer", sent.getString("idServer"))
                .put("ps", "sorry"));

        assertThat(bob.next("recall").getJsonObject("recall").getString("ps")).isEqualTo("sorry");
        assertThat(other.next("recall").getJsonObject("recall").getString("idClient"))
                .isEqualTo("c1");
        assertThat(named("recall", ann.soFar())).isEmpty();
    }

    @Test
    void aReceiptReachesThePeerAndTheReadersOtherDevices() {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        Client bobs = gateway.login("bob", "b2");
        long time = ann.send("bob", "hello", "c1").getLong("time");

        bob.ok(new JsonObject()
                .put("do", "receipt")
                .put("scene", "p2p")
                .put("to", "ann")
                .put("time", time));

        assertThat(ann.next("receipt").getString("from")).isEqualTo("bob");
        assertThat(bobs.next("receipt").getString("from")).isEqualTo("bob");
        assertThat(named("receipt", bob.soFar())).isEmpty();
    }

    @Test
    void aMessageToABlockingReceiverIsRefusedAndReachesNobodyElse() {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        bob.ok(new JsonObject()
                .put("do", "relation")
                .put("kind", "black")
                .put("account", "ann")
                .put("on", true));

        assertThat(ann.send("bob", "hello", "c1").getBoolean("refused")).isTrue();

        assertThat(named("msg", bob.soFar())).isEmpty();
        bob.ok(new JsonObject()
                .put("do", "relation")
                .put("kind", "black")
                .put("account", "ann")
                .put("on", false));
        ann.send("bob", "again", "c2");
        assertThat(bob.bodies(1)).as("S5, across the hole it leaves").containsExactly("again");
    }

    /** Messages in the order they came, whether by sync or pushed. */
    private static List<JsonObject> messages(Client client, int count) {
        List<JsonObject> messages = new ArrayList<>();
        while (messages.size() < count) {
            JsonObject event = client.next();
            if (event.getJsonArray("msgs") != null) {
                event.getJsonArray("msgs").forEach(message -> messages.add((JsonObject) message));
            } else if (event.getJsonObject("msg") != null) {
                messages.add(event.getJsonObject("msg"));
            }
        }
        return messages;
    }

    private static List<JsonObject> named(String on, List<JsonObject> events) {
        return events.stream().filter(event -> on.equals(event.getString("on"))).toList();
    }
}
