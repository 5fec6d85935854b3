package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Message;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamSyncSpeedTest {
    private static final int TEAMS = 500;
    private static final int NEWS = 20;
    private static final int ROUND_TRIPS_MAX = 4;

    @Test
    void d7AnAccountIn500TeamsOfWhich20HaveNewsLogsInWithAtMostFourStoreRoundTrips(
            Vertx vertx, RedisExtension.TestRedis redis) {
        Caller ann = device("ann", "d1");
        Caller bob = device("bob", "d2");
        try (TestStore store = TestStore.open(vertx, redis.config(), redis.target())) {
            List<TeamTalk> talks = new ArrayList<>();
            for (int i = 0; i < TEAMS; i++) {
                talks.add(TeamTalk.begin(store, "ann", "bob"));
            }
            long last = talks.get(0).say(ann, "the last one").time();
            SyncedUp first = store.syncPast(bob, last);
            long synced = first.pages.get(0).syncTime();
            store.acknowledge(bob, first.offline.toArray(Message[]::new));
            store.run(bob, new Command.Acknowledge(List.of(), synced));
            for (int i = 0; i < NEWS; i++) {
                talks.get(i * 7).say(ann, "news " + i);
            }
            DistributionSummary batches =
                    store.registry.get("posthouse_store_batch_size").summary();

            Answer.SyncPage page = counted(
                    batches, "a sync", () -> store.answer(bob, new Command.Sync(synced, 0, ""), Answer.SyncPage.class));
            Answer.Sessions sessions = counted(
                    batches,
                    "GetSessions",
                    () -> store.answer(bob, new Command.GetSessions(0, 100), Answer.Sessions.class));

            assertThat(page.sessions()).hasSize(NEWS);
            assertThat(page.sessions().stream().map(session -> session.offline().size()))
                    .containsOnly(1);
            assertThat(page.nextPage()).isEmpty();
            assertThat(sessions.sessions().subList(0, NEWS).stream().map(state -> state.unread() > 0))
                    .containsOnly(true);
        }
    }

    private static <T> T counted(DistributionSummary batches, String what, Supplier<T> work) {
        long before = batches.count();
        long since = System.nanoTime();
        T result = work.get();
        long trips = batches.count() - before;
        System.out.println("Of an account in " + TEAMS + " teams " + what + " took " + trips + " round trips and "
                + (System.nanoTime() - since) / 1_000 + " us");
        assertThat(trips).as("round trips of " + what).isLessThanOrEqualTo(ROUND_TRIPS_MAX);
        return result;
    }
}
