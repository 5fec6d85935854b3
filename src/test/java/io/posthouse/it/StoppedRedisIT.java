package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** S1: a store that does not answer in time yields an error, never a {@code sent}; and everything recovers by itself. */
@ExtendWith(VertxExtension.class)
class StoppedRedisIT {
    private static final Duration STOP = Duration.ofSeconds(Integer.getInteger("posthouse.it.stopSeconds", 10));
    private static final Duration RECOVERY_MAX = Duration.ofSeconds(10);
    private static final Map<String, String> SETTINGS = Map.of(
            "STORE_DURABILITY", "disk",
            "LIMITS_CONNECTION_RATE", "100000",
            "LIMITS_CONNECTION_BURST", "100000",
            "LIMITS_ACCOUNT_RATE", "100000",
            "LIMITS_ACCOUNT_BURST", "100000");

    @Test
    void sendsFailInTimeWhileRedisStandsStillAndWorkAgainAfterwards(Vertx vertx, @TempDir Path directory)
            throws Exception {
        try (GatewayProcess gateway = new GatewayProcess(directory, SETTINGS, List.of("-Xmx256m"))) {
            Storm storm = new Storm(vertx, 4);
            storm.connect(gateway, 20);
            storm.start();
            storm.awaitAnswers(500);
            ProcessHandle redis = gateway.redis().orElseThrow();

            GatewayProcess.signal(redis, "STOP");
            long answeredAtStop;
            long answeredAtEnd;
            try {
                pass(vertx, Duration.ofMillis(500));
                answeredAtStop = storm.answered();
                pass(vertx, STOP.minusMillis(500));
                answeredAtEnd = storm.answered();
            } finally {
                GatewayProcess.signal(redis, "CONT");
            }
            long goOnNanos = System.nanoTime();
            storm.awaitAnswers(500);
            Duration recovery = Duration.ofNanos(System.nanoTime() - goOnNanos);
            storm.stop();

            System.out.println("redis stood still for " + STOP + ": refused " + storm.refusals() + ", slowest answer "
                    + storm.slowestAnswer() + ", recovered in " + recovery);
            assertThat(answeredAtEnd)
                    .as("S1 answers while the store stood still")
                    .isEqualTo(answeredAtStop);
            assertThat(storm.refusals())
                    .as("sends fail with a code while the store stands still")
                    .isNotEmpty();
            assertThat(storm.slowestAnswer()).as("within the limit").isLessThan(Duration.ofSeconds(6));
            assertThat(recovery).as("recovers by itself").isLessThan(RECOVERY_MAX);
            storm.judge();
            storm.close();
        }
    }

    /** Lets time go by: what is tested is what happens meanwhile. */
    private static void pass(Vertx vertx, Duration time) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        vertx.setTimer(time.toMillis(), timer -> over.countDown());
        if (!over.await(time.toMillis() * 2, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the timer of " + time + " did not fire");
        }
    }
}
