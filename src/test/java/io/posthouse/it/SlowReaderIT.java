package io.posthouse.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.Clients;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** D9: a reader that does not read costs a bounded piece of memory, loses nothing and troubles nobody. */
@ExtendWith(VertxExtension.class)
class SlowReaderIT {
    private static final int MESSAGES = Integer.getInteger("posthouse.it.slowReaderMessages", 100_000);
    private static final int SENDERS = 8;
    private static final long MIB = 1024 * 1024;
    private static final long HEAP_GROWTH_MAX = 8 * MIB;
    private static final long RESIDENT_GROWTH_MAX = 64 * MIB;
    private static final double LATENCY_RATIO_MAX = 3;
    /** Below this, on a machine that does other things too, a ratio says nothing. */
    private static final double LATENCY_MILLIS_FLOOR = 25;

    @Test
    void aReaderThatStopsCostsLittleAndGetsEverythingWhenItReadsAgain(Vertx vertx, @TempDir Path directory)
            throws Exception {
        try (GatewayProcess gateway = new GatewayProcess(directory, settings("PT5M"), List.of("-Xmx192m"))) {
            Clients clients = Clients.on(vertx);
            gateway.createAccount("reader", "token-of-reader");
            RawReader reader = RawReader.open(clients, gateway.port(), "reader", "token-of-reader")
                    .await(10, SECONDS);
            Probe probe = Probe.connect(vertx, clients, gateway);
            Flood flood = Flood.connect(clients, gateway, "reader", SENDERS);

            Histogram before = probe.during(flood.send(MESSAGES / 4), 120);
            Waiting.until("the first quarter", Duration.ofSeconds(30), () -> reader.count() == MESSAGES / 4);
            long heapBefore = gateway.liveHeapBytes();
            long residentBefore = gateway.residentBytes();
            reader.stopReading();
            Histogram during = probe.during(flood.send(MESSAGES), 240);
            long heapGrowth = gateway.liveHeapBytes() - heapBefore;
            long residentGrowth = gateway.residentBytes() - residentBefore;
            int readWhileStopped = reader.count() - MESSAGES / 4;
            reader.readAgain();
            Waiting.until(
                    () -> "all messages, has " + reader.count() + " wrong " + reader.wrong(),
                    Duration.ofMinutes(2),
                    () -> reader.count() >= MESSAGES / 4 + MESSAGES
                            || !reader.wrong().isEmpty());

            report(before, during, heapGrowth, residentGrowth);
            assertThat(readWhileStopped).as("the reader stood still").isLessThan(MESSAGES / 10);
            assertThat(reader.wrong()).as("S3, D5 each once and in order").isEmpty();
            assertThat(heapGrowth)
                    .as("D9 live heap for a reader that stands still")
                    .isLessThan(HEAP_GROWTH_MAX);
            assertThat(residentGrowth).as("D9 memory of the process").isLessThan(RESIDENT_GROWTH_MAX);
            assertThat(p99(during))
                    .as("D9 other connections do not feel it: p99 in ms")
                    .isLessThan(Math.max(LATENCY_MILLIS_FLOOR, LATENCY_RATIO_MAX * p99(before)));
        }
    }

    @Test
    void aReaderThatDoesNotDrainInTimeIsToldToComeBackAndThenGetsEverything(Vertx vertx, @TempDir Path directory)
            throws Exception {
        int messages = 24_000;
        try (GatewayProcess gateway = new GatewayProcess(directory, settings("PT1S"), List.of("-Xmx192m"))) {
            Clients clients = Clients.on(vertx);
            gateway.createAccount("reader", "token-of-reader");
            RawReader reader = RawReader.open(clients, gateway.port(), "reader", "token-of-reader")
                    .await(10, SECONDS);
            Flood flood = Flood.connect(clients, gateway, "reader", SENDERS);
            reader.stopReading();

            flood.send(messages).await(60, SECONDS);
            reader.readAgain();
            int code = reader.closed().await(20, SECONDS);
            reader.openAgain(clients, gateway.port(), "token-of-reader").await(20, SECONDS);

            assertThat(code).as("4001 too slow, come back").isEqualTo(4001);
            assertThat(reader.wrong()).as("S3 each in order").isEmpty();
            assertThat(reader.count()).as("D9 nothing is lost").isEqualTo(messages);
        }
    }

    private static Map<String, String> settings(String queueTimeout) {
        Map<String, String> settings = new HashMap<>();
        settings.put("STORE_DURABILITY", "memory");
        settings.put("LIMITS_QUEUE_TIMEOUT", queueTimeout);
        settings.put("LIMITS_IDLE_TIMEOUT", "PT5M");
        for (String limit : List.of("CONNECTION_RATE", "CONNECTION_BURST", "ACCOUNT_RATE", "ACCOUNT_BURST")) {
            settings.put("LIMITS_" + limit, "100000");
        }
        return settings;
    }

    private static double p99(Histogram nanos) {
        return nanos.getValueAtPercentile(99) / 1e6;
    }

    private static void report(Histogram before, Histogram during, long heapGrowth, long residentGrowth) {
        System.out.printf(
                "slow reader: others' p50/p99 with a reader that reads %.1f/%.1f ms, with one that stands still"
                        + " %.1f/%.1f ms; live heap grew by %d KiB, resident memory by %d KiB%n",
                before.getValueAtPercentile(50) / 1e6,
                p99(before),
                during.getValueAtPercentile(50) / 1e6,
                p99(during),
                heapGrowth / 1024,
                residentGrowth / 1024);
    }
}
