package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.it.Waiting;
import io.posthouse.model.Command;
import io.posthouse.model.Request;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** D2: lost pushes are looked for with one question for many accounts, also when the store is slow. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class HealerTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** One question does not do for them. */
    private static final int CROWD = Healer.ACCOUNTS_MAX + 2;

    private final AtomicInteger common = new AtomicInteger();
    private final AtomicInteger single = new AtomicInteger();
    private volatile boolean isDelaying;
    private @Nullable Gateway gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop();
        }
    }

    @Test
    void aRoundThatTookLongMakesNobodyAskForItself(Vertx vertx, TestRedis redis) {
        Gateway started = Gateway.start(vertx, redis, Settings.fastHealingEvery(INTERVAL), 1, null);
        gateway = started;
        IntStream.range(0, CROWD).mapToObj(i -> "m" + i).forEach(account -> {
            started.account(account);
            started.login(account, "d");
        });
        vertx.eventBus().addOutboundInterceptor((DeliveryContext<Object> delivery) -> count(vertx, delivery));

        awaitQuestions(4);
        isDelaying = true;
        Waiting.until("a slow question", PATIENCE, () -> !isDelaying);
        awaitQuestions(common.get() + 6);

        assertThat(single).as("D2: questions for one account alone").hasValue(0);
    }

    private void awaitQuestions(int count) {
        Waiting.until(() -> count + " questions, not " + common, PATIENCE, () -> common.get() >= count);
    }

    /** One second question of a round takes longer than a connection may lag behind. */
    private void count(Vertx vertx, DeliveryContext<Object> delivery) {
        boolean isToRouter = delivery.message().address().startsWith("posthouse.route.");
        if (isToRouter
                && delivery.body() instanceof Request request
                && request.command() instanceof Command.GetHighWater question) {
            int accounts = question.accounts().size();
            (accounts == 1 ? single : common).incrementAndGet();
            if (isDelaying && accounts == 2) {
                isDelaying = false;
                long lag = Tracks.LATE_MARK_MILLIS + INTERVAL.toMillis() * (Healer.LAGGARD_INTERVALS + 2);
                vertx.setTimer(lag, late -> delivery.next());
                return;
            }
        }
        delivery.next();
    }
}
