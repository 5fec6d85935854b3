package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static io.posthouse.store.TestStore.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class SyncSpeedTest {
    private static final int SESSIONS = 50_000;
    private static final int CHANGED = 20;

    @Test
    void d7AnAccountWith50000SessionsOfWhich20ChangedIsSyncedInTwoRoundTripsUnder50Millis(
            Vertx vertx, RedisExtension.TestRedis redis) {
        Caller ann = device("ann", "d1");
        try (TestStore store = TestStore.open(vertx, redis.config(), redis.target())) {
            fill(store, ann);
            long last = store.send(ann, "peer0", "the last one", "last").time();
            long synced = store.syncPast(ann, last).pages.get(0).syncTime();
            store.run(ann, new Command.Acknowledge(List.of(), synced));
            for (int i = 0; i < CHANGED; i++) {
                store.send(device("peer" + i * 7, "d"), "ann", "news " + i, "news");
            }
            DistributionSummary batches =
                    store.registry.get("posthouse_store_batch_size").summary();
            long roundTrips = batches.count();

            List<Long> nanos = new ArrayList<>();
            for (int run = 0; run < 5; run++) {
                long before = System.nanoTime();
                Answer.SyncPage page = store.answer(ann, new Command.Sync(synced, 0, ""), Answer.SyncPage.class);
                nanos.add(System.nanoTime() - before);
                assertThat(page.sessions()).hasSize(CHANGED);
                assertThat(page.nextPage()).isEmpty();
            }

            assertThat(batches.count() - roundTrips).isEqualTo(10);
            nanos.sort(null);
            assertThat(Duration.ofNanos(nanos.get(2))).isLessThan(Duration.ofMillis(50));
        }
    }

    private static void fill(TestStore store, Caller ann) {
        for (int start = 0; start < SESSIONS; start += 1_000) {
            List<Future<Outcome>> sends = new ArrayList<>();
            for (int i = start; i < start + 1_000; i++) {
                sends.add(store.ask(ann, new Command.Send(text("peer" + i, "hello", "i" + i))));
            }
            sends.forEach(TestStore::await);
        }
    }
}
