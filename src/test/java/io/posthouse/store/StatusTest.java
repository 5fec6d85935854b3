package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.StatusConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Status;
import io.posthouse.model.StatusCommand;
import io.posthouse.model.Subscription;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statuses: who is told what, for how long, and how much of it is kept. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class StatusTest {
    private static final int APP = Status.APP_TYPE_MIN;
    private static final long MINUTE_MILLIS = 60_000;

    private final Caller ann = device("ann", "d1");
    private final Caller ann2 = device("ann", "d2");
    private final Caller bob = device("bob", "d3");
    private final Caller cleo = device("cleo", "d4");
    private Keys keys;
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        keys = new Keys(redis.keyPrefix());
        store = TestStore.open(
                vertx,
                TestConfig.of(redis.config()).with(new StatusConfig(3, 2, 2)).build(),
                redis.target());
        store.run(Caller.server("n"), new Command.RenewLease("n", MINUTE_MILLIS));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> subscribe(Caller caller, int type, String... accounts) {
        return ((Answer.Subscribed)
                        subscribeSynced(caller, type, false, accounts).answer())
                .failed();
    }

    private Outcome subscribeSynced(Caller caller, int type, boolean sync, String... accounts) {
        return store.run(caller, new StatusCommand.SubscribeStatus(type, List.of(accounts), MINUTE_MILLIS, sync));
    }

    private static StatusCommand.PublishStatus status(int type, int value, boolean kept) {
        return new StatusCommand.PublishStatus(type, value, "at\nlunch", "c1", MINUTE_MILLIS, kept, false);
    }

    private Outcome publish(Caller caller, int type, int value) {
        return store.run(caller, status(type, value, true));
    }

    private Outcome come(Caller caller) {
        return store.run(
                caller,
                new Command.Register(
                        new Command.Login(
                                caller.account(),
                                "",
                                caller.deviceId(),
                                ClientType.WEB,
                                caller.connectionId(),
                                "posthouse.node.n.0"),
                        true,
                        Set.of("n")));
    }

    private List<Status> held(Caller caller) {
        List<Status> statuses = new ArrayList<>();
        String page = "";
        do {
            Answer.Statuses answer = store.answer(caller, new StatusCommand.GetStatuses(page), Answer.Statuses.class);
            statuses.addAll(answer.statuses());
            page = answer.nextPage();
        } while (!page.isEmpty());
        return statuses;
    }

    private static List<Push> told(Outcome outcome) {
        return outcome.pushes().stream()
                .filter(push -> push.event() instanceof Event.StatusesCame)
                .toList();
    }

    private static List<String> toldTo(Outcome outcome) {
        return told(outcome).stream()
                .flatMap(push -> push.accounts().stream())
                .sorted()
                .toList();
    }

    private static Status only(Outcome outcome) {
        List<Status> statuses = ((Event.StatusesCame) told(outcome).get(0).event()).statuses();
        assertThat(statuses).hasSize(1);
        return statuses.get(0);
    }

    @Test
    void whoSubscribedIsToldAndNobodyElse() {
        subscribe(bob, APP, "ann");
        subscribe(cleo, APP + 1, "ann");

        Outcome done = publish(ann, APP, 7);

        assertThat(toldTo(done)).containsExactly("bob");
        Status status = ((Answer.StatusPublished) done.answer()).status();
        assertThat(only(done)).isEqualTo(status);
        assertThat(status.account()).isEqualTo("ann");
        assertThat(status.value()).isEqualTo(7);
        assertThat(status.ext()).isEqualTo("at\nlunch");
    }

    @Test
    void ownDevicesAreToldIfThatIsWanted() {
        Outcome done = store.run(ann, new StatusCommand.PublishStatus(APP, 1, null, "c1", MINUTE_MILLIS, true, true));

        assertThat(told(done))
                .singleElement()
                .satisfies(push -> assertThat(push.accounts()).containsExactly("ann"))
                .satisfies(push -> assertThat(push.exceptConnection()).isEqualTo(ann.connectionId()));
    }

    @Test
    void whoSubscribesLaterIsToldWhatIsKept() {
        publish(ann, APP, 1);
        Status last = ((Answer.StatusPublished) publish(ann, APP, 2).answer()).status();

        Outcome synced = subscribeSynced(bob, APP, true, "ann");

        assertThat(told(synced)).singleElement().satisfies(push -> assertThat(push.onlyConnection())
                .isEqualTo(bob.connectionId()));
        assertThat(only(synced)).isEqualTo(last);
        assertThat(held(bob)).containsExactly(last);
        assertThat(told(subscribeSynced(cleo, APP, false, "ann"))).isEmpty();
    }

    @Test
    void whatIsNotKeptTakesThePlaceOfWhatWas() {
        subscribe(bob, APP, "ann");
        publish(ann, APP, 1);

        assertThat(toldTo(store.run(ann, status(APP, 2, false)))).containsExactly("bob");

        assertThat(held(bob)).isEmpty();
    }

    @Test
    void theIdsOfAnAccountsStatusesRise() {
        long last = 0;
        for (int i = 0; i < 20; i++) {
            Status status = ((Answer.StatusPublished) publish(ann, APP, i).answer()).status();
            assertThat(Long.parseLong(status.idServer())).isGreaterThan(last);
            last = Long.parseLong(status.idServer());
        }
    }

    @Test
    void a2SubscribersAreToldWhenADeviceComesAndGoes() {
        subscribe(bob, Status.CONNECTED, "ann");

        Outcome came = come(ann);
        Outcome second = come(ann2);
        Outcome left = store.run(ann, new Command.Logout(true));
        Outcome dropped = store.run(ann2, new Command.Logout(false));

        assertThat(only(came).value()).isEqualTo(Status.CAME);
        assertThat(only(came).connected()).containsExactly(ClientType.WEB);
        assertThat(toldTo(second)).containsExactly("bob");
        assertThat(only(left).value()).isEqualTo(Status.LOGGED_OUT);
        assertThat(only(left).connected()).containsExactly(ClientType.WEB);
        assertThat(only(dropped).value()).isEqualTo(Status.DROPPED);
        assertThat(only(dropped).connected()).isEmpty();
    }

    @Test
    void aDeviceThatComesBackByAnotherLineHasNotGone() {
        subscribe(bob, Status.CONNECTED, "ann");
        come(ann);
        Caller again = new Caller("ann", "d1", ClientType.WEB, "n-0-again", null);

        come(again);

        assertThat(told(store.run(ann, new Command.Logout(false)))).isEmpty();
        assertThat(only(store.run(again, new Command.Logout(false))).connected())
                .isEmpty();
    }

    @Test
    void whoIsConnectedToANodeThatLivesIsTold() {
        subscribe(bob, Status.CONNECTED, "ann", "cleo");
        come(ann);

        assertThat(held(bob)).singleElement().satisfies(status -> {
            assertThat(status.account()).isEqualTo("ann");
            assertThat(status.value()).isEqualTo(Status.CAME);
        });
        store.run(Caller.server("n"), new Command.EndLease("n"));
        assertThat(held(bob)).isEmpty();
    }

    @Test
    void s5WhoIsBlockedIsToldNothing() {
        subscribe(bob, APP, "ann");
        subscribe(bob, Status.CONNECTED, "ann");
        store.run(ann, new Command.SetRelation(RelationKind.BLACK, "bob", true));

        assertThat(told(come(ann))).isEmpty();
        assertThat(told(publish(ann, APP, 1))).isEmpty();
        assertThat(held(bob)).isEmpty();
        assertThat(subscribe(bob, APP, "ann")).isEmpty();
    }

    @Test
    void subscriptionsAreListedAndEnd() {
        subscribe(bob, APP, "ann", "cleo");
        subscribe(bob, Status.CONNECTED, "ann");

        assertThat(listed(bob, APP)).containsExactlyInAnyOrder("ann", "cleo");
        assertThat(listed(bob, APP, "cleo", "dora")).containsExactly("cleo");
        store.run(bob, new StatusCommand.UnsubscribeStatus(APP, List.of("ann")));
        assertThat(listed(bob, APP)).containsExactly("cleo");
        assertThat(told(publish(ann, APP, 1))).isEmpty();
        store.run(bob, new StatusCommand.UnsubscribeStatus(APP, List.of()));
        assertThat(listed(bob, APP)).isEmpty();
        assertThat(listed(bob, Status.CONNECTED)).containsExactly("ann");
    }

    private List<String> listed(Caller caller, int type, String... accounts) {
        return store
                .answer(caller, new StatusCommand.GetSubscriptions(type, List.of(accounts)), Answer.Subscriptions.class)
                .subscriptions()
                .stream()
                .map(Subscription::account)
                .toList();
    }

    @Test
    void whatHasOutlivedItsLifeIsNeitherToldNorListed() {
        store.run(bob, new StatusCommand.SubscribeStatus(APP, List.of("ann"), 1, false));
        subscribe(cleo, APP, "ann");
        Outcome done = store.run(ann, new StatusCommand.PublishStatus(APP, 1, null, "c1", 1, true, false));
        while (!toldTo(done).equals(List.of("cleo")) || !held(cleo).isEmpty()) {
            done = store.run(ann, new StatusCommand.PublishStatus(APP, 1, null, "c1", 1, true, false));
        }

        assertThat(listed(bob, APP)).isEmpty();
    }

    @Test
    void d6WhereThereIsNoRoomTheAccountIsTold() {
        assertThat(subscribe(bob, APP, "a1", "a2", "a3", "a4")).containsExactly("a4");
        assertThat(subscribe(bob, APP, "a1")).isEmpty();

        subscribe(cleo, APP, "a1");
        assertThat(subscribe(ann, APP, "a1")).containsExactly("a1");
        assertThat(listed(ann, APP)).isEmpty();
        store.run(cleo, new StatusCommand.UnsubscribeStatus(APP, List.of()));
        assertThat(subscribe(ann, APP, "a1")).isEmpty();
    }

    @Test
    void d6MoreKeptTypesThanThereIsRoomForAreRefused() {
        publish(ann, APP, 1);
        publish(ann, APP + 1, 1);

        assertThat(store.fault(ann, status(APP + 2, 1, true))).isEqualTo(Fault.LIMIT_REACHED);
        publish(ann, APP, 2);
        store.run(ann, status(APP + 1, 1, false));
        publish(ann, APP + 2, 1);
    }

    @Test
    void aKeptTypeThatHasEndedMakesRoom() {
        publish(ann, APP, 1);
        Status brief = ((Answer.StatusPublished)
                        store.run(ann, new StatusCommand.PublishStatus(APP + 1, 1, null, "c1", 1, true, false))
                                .answer())
                .status();
        while (now() <= brief.time() + 1) {
            Thread.onSpinWait();
        }

        assertThat(((Answer.StatusPublished) publish(ann, APP + 2, 1).answer())
                        .status()
                        .type())
                .isEqualTo(APP + 2);
    }

    private long now() {
        Reply time = store.raw(Call.of(io.vertx.redis.client.Command.TIME));
        return time.number(0) * 1000 + time.number(1) / 1000;
    }

    @Test
    void allOfItLivesNoLongerThanItHolds() {
        subscribe(bob, APP, "ann");
        publish(ann, APP, 1);

        for (String key : List.of(keys.subscriptions("bob"), keys.followers("ann"), keys.statuses("ann"))) {
            long left = store.raw(Call.of(io.vertx.redis.client.Command.PTTL).key(key))
                    .get()
                    .toLong();
            assertThat(left).as(key).isBetween(1L, MINUTE_MILLIS);
        }
    }

    @Test
    void aDeletedAccountIsForgotten() {
        TeamTalk.account(store, "ann");
        subscribe(bob, APP, "ann");
        subscribe(ann, APP, "cleo");
        publish(ann, APP, 1);

        store.run(Caller.server("ann"), new Command.DeleteAccount("ann"));

        assertThat(told(publish(cleo, APP, 1))).isEmpty();
        assertThat(told(publish(ann, APP, 1))).isEmpty();
        assertThat(listed(ann, APP)).isEmpty();
    }
}
