package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D2: what the way to a connection loses, doubles or delays is made up for within 5 s, once and in order. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class LossTest {
    private static final long HEALED_SECONDS = 5;
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
    void aLostPushThatNothingFollowsIsFoundByTheMark(Vertx vertx) {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        BusFaults faults = BusFaults.losing(vertx, event -> event instanceof Event.Arrived);

        ann.send("bob", "lost", "c1");

        assertThat(body(bob.poll(HEALED_SECONDS))).isEqualTo("lost");
        assertThat(faults.count()).isPositive();
        assertThat(gateway.count("posthouse_catch_ups")).isPositive();
    }

    @Test
    void aLostPushIsFoundByTheHoleBeforeTheNext(Vertx vertx) {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        ann.send("bob", "one", "c1");
        assertThat(bob.bodies(1)).containsExactly("one");
        BusFaults faults = BusFaults.losing(vertx, event -> isMessage(event, "two"));

        ann.send("bob", "two", "c2");
        ann.send("bob", "three", "c3");

        assertThat(bob.bodies(2)).containsExactly("two", "three");
        assertThat(faults.count()).isPositive();
    }

    @Test
    void aLostFirstPushOfAConversationIsFoundByTheTimeOfThePredecessor(Vertx vertx) {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        // The floor is some seconds below the login; the predecessor has to be above it, which it is.
        BusFaults.losing(vertx, event -> isMessage(event, "one"));

        ann.send("bob", "one", "c1");
        ann.send("bob", "two", "c2");

        assertThat(bob.bodies(2)).containsExactly("one", "two");
    }

    @Test
    void aLostRecallIsFound(Vertx vertx) {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        JsonObject sent = ann.send("bob", "oops", "c1");
        bob.bodies(1);
        BusFaults.losing(vertx, event -> event instanceof Event.Arrived);

        ann.ok(new JsonObject()
                .put("do", "recall")
                .put("scene", "p2p")
                .put("to", "bob")
                .put("idClient", "c1")
                .put("idServer", sent.getString("idServer")));

        JsonObject event = bob.poll(HEALED_SECONDS);
        assertThat(event).isNotNull();
        assertThat(event == null ? "" : event.getString("on")).isEqualTo("recall");
    }

    @Test
    void aLostReceiptIsToldAsTheSessionsState(Vertx vertx) {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        long time = ann.send("bob", "hello", "c1").getLong("time");
        bob.bodies(1);
        BusFaults.losing(vertx, event -> event instanceof Event.ReceiptMoved);

        bob.ok(new JsonObject()
                .put("do", "receipt")
                .put("scene", "p2p")
                .put("to", "ann")
                .put("time", time));

        JsonObject session = ann.next("session").getJsonObject("session");
        assertThat(session.getLong("peerReceiptTime")).isEqualTo(time);
    }

    @Test
    void aLostMessageIsFoundAlsoWhenAReceiptCameAfterIt(Vertx vertx) {
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        long time = ann.send("bob", "one", "c1").getLong("time");
        bob.bodies(1);
        BusFaults.losing(vertx, event -> isMessage(event, "two"));

        ann.send("bob", "two", "c2");
        ann.ok(new JsonObject()
                .put("do", "receipt")
                .put("scene", "p2p")
                .put("to", "bob")
                .put("time", time));

        assertThat(bob.bodies(1)).containsExactly("two");
    }

    @Test
    void aLostAccountChangeIsFound(Vertx vertx) {
        Client phone = gateway.login("ann", "a1");
        Client desk = gateway.login("ann", "a2");
        BusFaults.losing(vertx, event -> event instanceof Event.AccountChanged);

        phone.ok(new JsonObject()
                .put("do", "relation")
                .put("kind", "mute")
                .put("account", "bob")
                .put("on", true));

        assertThat(desk.next("change").getString("account")).isEqualTo("bob");
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "10, 11"})
    void amongManyFaultsEverythingComesOnceAndInOrder(int percent, long seed, Vertx vertx) {
        Client ann = gateway.login("ann", "a1");
        Client anns = gateway.login("ann", "a2");
        Client bob = gateway.login("bob", "b1");
        Client bobs = gateway.login("bob", "b2");
        BusFaults faults = BusFaults.random(vertx, seed, percent);
        int each = 600;

        for (int i = 0; i < each; i++) {
            ann.send("bob", "a" + i, "ca" + i);
            bob.send("ann", "b" + i, "cb" + i);
        }

        List<String> fromAnn = IntStream.range(0, each).mapToObj(i -> "a" + i).toList();
        List<String> fromBob = IntStream.range(0, each).mapToObj(i -> "b" + i).toList();
        assertThat(bob.bodies(each)).as("D2, S3 with seed %s", seed).containsExactlyElementsOf(fromAnn);
        assertThat(ann.bodies(each)).containsExactlyElementsOf(fromBob);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            all.add("a" + i);
            all.add("b" + i);
        }
        assertThat(anns.bodies(2 * each)).containsExactlyElementsOf(all);
        assertThat(bobs.bodies(2 * each)).containsExactlyElementsOf(all);
        assertThat(faults.count()).isGreaterThan(each * percent / 100);
        faults.end();
        assertThat(bob.soFar()).as("nothing twice").isEmpty();
    }

    private static boolean isMessage(Event event, String body) {
        return event instanceof Event.Arrived arrived
                && arrived.entry() instanceof Message message
                && body.equals(message.draft().body());
    }

    private static String body(@Nullable JsonObject event) {
        JsonObject message = event == null ? null : event.getJsonObject("msg");
        return message == null ? "" : message.getString("body");
    }
}
