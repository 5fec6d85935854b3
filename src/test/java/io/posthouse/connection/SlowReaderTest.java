package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.LimitsConfig;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** D9: who does not read costs a bounded amount of memory, disturbs nobody, and gets everything once it reads again. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SlowReaderTest {
    private static final int WINDOW = 100;
    private static final String PADDING = "x".repeat(4_000);

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private Gateway gateway;

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void aReaderThatStopsGetsEverythingInOrderWhenItReadsAgain(Vertx vertx, TestRedis redis) throws Exception {
        start(vertx, redis, Duration.ofSeconds(60));
        int count = 6_000;
        Client ann = gateway.login("ann", "a1");
        Client carol = gateway.login("carol", "c1");
        Client bob = gateway.login("bob", "b1");
        bob.pause();

        sendMany(ann, "bob", count);
        double pushedWhilePaused = gateway.count("posthouse_pushes");
        ann.send("carol", "still here", "other");
        assertThat(carol.bodies(1)).as("others do not feel it").containsExactly("still here");
        bob.resume();

        assertThat(bob.bodies(count).stream().map(body -> Integer.valueOf(body.substring(0, body.indexOf('x')))))
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        assertThat(bob.soFar()).as("nothing twice").noneMatch(event -> "msg".equals(event.getString("on")));
        assertThat(pushedWhilePaused)
                .as("pushing stopped when socket and queue were full")
                .isLessThan(count * 0.9);
        assertThat(gateway.count("posthouse_catch_ups")).isPositive();
        assertThat(gateway.count("posthouse_slow_connections")).isZero();
    }

    @Test
    void aReaderThatStopsForTooLongIsToldToComeBackAndMissesNothing(Vertx vertx, TestRedis redis) throws Exception {
        start(vertx, redis, Duration.ofSeconds(1));
        int count = 4_000;
        Client ann = gateway.login("ann", "a1");
        Client bob = gateway.login("bob", "b1");
        bob.pause();

        sendMany(ann, "bob", count);
        awaitSlow();
        bob.resume();

        assertThat(bob.closeCode()).isEqualTo(4001);
        Client again = gateway.connect();
        again.login("bob", Gateway.TOKEN, "b1");
        long last = 0;
        while (last < count) {
            JsonObject page = again.next("syncOfflineMsgs");
            long firstSeq = page.getJsonArray("msgs").getJsonObject(0).getLong("seq");
            assertThat(firstSeq).isGreaterThan(last);
            last = page.getJsonArray("msgs")
                    .getJsonObject(page.getJsonArray("msgs").size() - 1)
                    .getLong("seq");
        }
    }

    /** Until the gateway has given the reader up, which it counts. */
    private void awaitSlow() throws InterruptedException {
        Semaphore tick = new Semaphore(0);
        for (int i = 0; i < 200 && gateway.count("posthouse_slow_connections") == 0; i++) {
            tick.tryAcquire(50, TimeUnit.MILLISECONDS);
        }
        assertThat(gateway.count("posthouse_slow_connections")).isEqualTo(1);
    }

    private void start(Vertx vertx, TestRedis redis, Duration queueTimeout) {
        LimitsConfig limits =
                Settings.limits(l -> l.fast().queueBytesMax(64 * 1024).queueTimeout(queueTimeout));
        gateway = Gateway.start(vertx, redis, Settings.with(limits));
        gateway.account("ann", "bob", "carol");
    }

    private static void sendMany(Client from, String to, int count) throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        for (int i = 0; i < count; i++) {
            assertThat(window.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            from.ask(Client.sendFrame(to, i + PADDING, "c" + i)).onComplete(answered -> window.release());
        }
        assertThat(window.tryAcquire(WINDOW, 20, TimeUnit.SECONDS)).isTrue();
    }
}
