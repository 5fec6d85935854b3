package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.DevicesConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Card;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Gender;
import io.posthouse.model.KickReason;
import io.posthouse.model.Message;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.posthouse.model.TokenHash;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class AccountTest {
    private static final Conversation CHAT = Conversation.between("ann", "bob");

    private final Caller ann = device("ann", "d1");
    private final Caller ann2 = device("ann", "d2");
    private final Caller bob = device("bob", "d3");
    private final Caller bob2 = device("bob", "d4");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Command.Register register(Caller caller, boolean create, String... liveNodes) {
        return new Command.Register(
                new Command.Login(
                        caller.account(),
                        "",
                        caller.deviceId(),
                        caller.clientType(),
                        caller.connectionId(),
                        "posthouse.node.n1.0"),
                create,
                Set.of(liveNodes));
    }

    private static Caller server() {
        return Caller.server("");
    }

    private TestStore with(Vertx vertx, RedisExtension.TestRedis redis, DevicesConfig.Policy policy) {
        return TestStore.open(
                vertx,
                TestConfig.of(redis.config()).with(new DevicesConfig(policy)).build(),
                redis.target());
    }

    @Test
    void anAccountIsMadeOnceAndItsTokenKeptAsAHash() {
        store.run(server(), new Command.CreateAccount("ann", "token-of-ann", "Ann"));

        Answer.Credential credential =
                store.answer(server(), new Command.FindCredential("ann"), Answer.Credential.class);
        assertThat(TokenHash.matches(credential, "token-of-ann")).isTrue();
        assertThat(TokenHash.matches(credential, "token-of-bob")).isFalse();
        assertThat(credential.hash()).doesNotContain("token");
        assertThat(store.fault(server(), new Command.CreateAccount("ann", "other-token", null)))
                .isEqualTo(Fault.ALREADY_EXISTS);
    }

    @Test
    void aCredentialOfAnUnknownAccountMatchesNothing() {
        Answer.Credential credential =
                store.answer(server(), new Command.FindCredential("nobody"), Answer.Credential.class);

        assertThat(credential.exists()).isFalse();
        assertThat(TokenHash.matches(credential, "")).isFalse();
    }

    @Test
    void a1AnUnknownAccountIsNotRegisteredUnlessItIsVouchedFor() {
        assertThat(store.fault(ann, register(ann, false))).isEqualTo(Fault.UNAUTHENTICATED);

        Answer.LoggedIn loggedIn = store.answer(ann, register(ann, true), Answer.LoggedIn.class);

        assertThat(loggedIn.newDevice()).isTrue();
        assertThat(loggedIn.epoch()).isNotEmpty();
        assertThat(store.answer(ann, register(ann, false), Answer.LoggedIn.class)
                        .newDevice())
                .isFalse();
    }

    @Test
    void a2SeveralDevicesAreOnlineAndToldOfEachOther() {
        store.run(ann, register(ann, true));

        Outcome outcome = store.run(ann2, register(ann2, true, "n1"));

        Answer.LoggedIn loggedIn = (Answer.LoggedIn) outcome.answer();
        assertThat(loggedIn.others()).extracting(OnlineDevice::deviceId).containsExactly("d1");
        assertThat(outcome.pushes()).singleElement().satisfies(push -> {
            assertThat(((Event.DeviceChanged) push.event()).online()).isTrue();
            assertThat(push.exceptConnection()).isEqualTo(ann2.connectionId());
        });
        Outcome gone = store.run(ann2, new Command.Logout(false));
        assertThat(((Event.DeviceChanged) gone.pushes().get(0).event()).online())
                .isFalse();
        assertThat(store.answer(ann, new Command.GetDevices(), Answer.Devices.class)
                        .devices())
                .hasSize(1);
    }

    @Test
    void a2TheSameDeviceAgainReplacesItsOldConnection() {
        store.run(ann, register(ann, true));
        Caller again = new Caller("ann", "d1", ClientType.WEB, "n-0-again", null);

        Outcome outcome = store.run(again, register(again, true));

        assertThat(outcome.pushes().get(0))
                .isEqualTo(Push.toConnection(
                        "ann", ann.connectionId(), new Event.Kicked(KickReason.REPLACED, ClientType.WEB)));
        assertThat(((Answer.LoggedIn) outcome.answer()).others()).isEmpty();
        assertThat(store.answer(ann, new Command.GetDevices(), Answer.Devices.class)
                        .devices())
                .extracting(OnlineDevice::connectionId)
                .containsExactly("n-0-again");
    }

    @Test
    void a2OnePerClientTypePushesOutTheOtherOfThatType(Vertx vertx, RedisExtension.TestRedis redis) {
        Caller phone = new Caller("ann", "p", ClientType.IOS, "n-0-p", null);
        try (TestStore strict = with(vertx, redis, DevicesConfig.Policy.ONE_PER_CLIENT_TYPE)) {
            strict.run(phone, register(phone, true));
            strict.run(ann, register(ann, true));

            Outcome outcome = strict.run(ann2, register(ann2, true));

            assertThat(outcome.pushes().get(0))
                    .isEqualTo(Push.toConnection(
                            "ann", ann.connectionId(), new Event.Kicked(KickReason.SAME_CLIENT_TYPE, ClientType.WEB)));
            assertThat(((Answer.LoggedIn) outcome.answer()).others())
                    .extracting(OnlineDevice::deviceId)
                    .containsExactly("p");
        }
    }

    @Test
    void a2OnePushesOutEveryOther(Vertx vertx, RedisExtension.TestRedis redis) {
        Caller phone = new Caller("ann", "p", ClientType.IOS, "n-0-p", null);
        try (TestStore strict = with(vertx, redis, DevicesConfig.Policy.ONE)) {
            strict.run(phone, register(phone, true));

            Outcome outcome = strict.run(ann, register(ann, true));

            assertThat(((Event.Kicked) outcome.pushes().get(0).event()).reason())
                    .isEqualTo(KickReason.OTHER_DEVICE);
            assertThat(((Answer.LoggedIn) outcome.answer()).others()).isEmpty();
        }
    }

    @Test
    void a2ConnectionsOfOneAccountAreLimited(Vertx vertx, RedisExtension.TestRedis redis) {
        Config two =
                TestConfig.of(redis.config()).withLimits(2, 1_000, 100, 1_000).build();
        try (TestStore limited = TestStore.open(vertx, two, redis.target())) {
            limited.run(ann, register(ann, true));
            limited.run(ann2, register(ann2, true));

            Caller third = device("ann", "d9");
            assertThat(limited.fault(third, register(third, true))).isEqualTo(Fault.TOO_MANY_CONNECTIONS);
        }
    }

    @Test
    void aConnectionOfADeadNodeIsDropped() {
        Command.Login elsewhere =
                new Command.Login("ann", "", "d1", ClientType.WEB, ann.connectionId(), "posthouse.node.dead.0");
        store.run(ann, new Command.Register(elsewhere, true, Set.of("dead")));

        Answer.LoggedIn loggedIn = store.answer(ann2, register(ann2, true, "n1", "n2"), Answer.LoggedIn.class);

        assertThat(loggedIn.others()).isEmpty();
        assertThat(store.answer(server(), new Command.FindDevices("ann"), Answer.Devices.class)
                        .devices())
                .hasSize(1);
    }

    @Test
    void a2ADeviceMayPushAnotherOneOut() {
        store.run(ann, register(ann, true));
        store.run(ann2, register(ann2, true));

        Outcome outcome = store.run(ann, new Command.KickDevices(List.of("d2", "d1", "unknown")));

        assertThat(((Answer.KickedDevices) outcome.answer()).deviceIds()).containsExactly("d2");
        assertThat(outcome.pushes())
                .containsExactly(Push.toConnection(
                        "ann", ann2.connectionId(), new Event.Kicked(KickReason.BY_DEVICE, ClientType.WEB)));
    }

    @Test
    void rememberedDevicesAreLimitedAndTheOneUnseenForLongestGoesWithItsMarks(
            Vertx vertx, RedisExtension.TestRedis redis) {
        Config two =
                TestConfig.of(redis.config()).withLimits(20, 1_000, 2, 1_000).build();
        try (TestStore limited = TestStore.open(vertx, two, redis.target())) {
            limited.run(bob, register(bob, true));
            limited.sync(bob);
            Message one = limited.send(ann, "bob", "one", "i1");
            limited.acknowledge(bob, one);
            limited.run(bob2, register(bob2, true));
            Caller third = device("bob", "d9");
            limited.run(third, register(third, true));

            assertThat(limited.answer(bob, register(bob, true), Answer.LoggedIn.class)
                            .newDevice())
                    .isTrue();
            assertThat(limited.sync(bob).roamingTexts()).containsExactly("one");
        }
    }

    @Test
    void aNewTokenClosesAllConnections() {
        store.run(server(), new Command.CreateAccount("ann", "token-of-ann", null));
        store.run(ann, register(ann, false));

        Outcome outcome = store.run(server(), new Command.ChangeToken("ann", "new-token-of-ann"));

        assertThat(outcome.pushes())
                .containsExactly(
                        Push.toConnection("ann", ann.connectionId(), new Event.Kicked(KickReason.BY_SERVER, null)));
        Answer.Credential credential =
                store.answer(server(), new Command.FindCredential("ann"), Answer.Credential.class);
        assertThat(TokenHash.matches(credential, "new-token-of-ann")).isTrue();
        assertThat(TokenHash.matches(credential, "token-of-ann")).isFalse();
        assertThat(store.fault(server(), new Command.ChangeToken("nobody", "new-token-of-ann")))
                .isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void aDeletedAccountLeavesNothingToWhoeverTakesItsName() {
        store.run(server(), new Command.CreateAccount("ann", "token-of-ann", null));
        store.run(ann, register(ann, false));
        store.run(ann, new Command.SetRelation(RelationKind.BLACK, "carl", true));
        store.send(bob, "ann", "secret", "i1");

        Outcome outcome = store.run(server(), new Command.DeleteAccount("ann"));
        store.run(server(), new Command.CreateAccount("ann", "token-of-another", null));

        assertThat(((Event.Kicked) outcome.pushes().get(0).event()).reason()).isEqualTo(KickReason.ACCOUNT_DELETED);
        Caller heir = device("ann", "heir");
        SyncedUp synced = store.sync(heir);
        assertThat(synced.states).isEmpty();
        assertThat(store.history(heir, CHAT)).isEmpty();
        assertThat(store.state(heir, CHAT).unread()).isZero();
        assertThat(store.history(bob, CHAT)).hasSize(1);
        assertThat(store.send(device("carl", "d"), "ann", "hello", "i1").refused())
                .isFalse();
    }

    @Test
    void a3RelationsAreListedToldAndLimited(Vertx vertx, RedisExtension.TestRedis redis) {
        Config two = TestConfig.of(redis.config()).withLimits(20, 2, 100, 1_000).build();
        try (TestStore limited = TestStore.open(vertx, two, redis.target())) {
            Outcome first = limited.run(ann, new Command.SetRelation(RelationKind.BLACK, "bob", true));
            Outcome again = limited.run(ann, new Command.SetRelation(RelationKind.BLACK, "bob", true));
            limited.run(ann, new Command.SetRelation(RelationKind.BLACK, "carl", true));

            assertThat(((Event.AccountChanged) first.pushes().get(0).event()).number())
                    .isEqualTo(1);
            assertThat(again.pushes()).isEmpty();
            assertThat(limited.fault(ann, new Command.SetRelation(RelationKind.BLACK, "dora", true)))
                    .isEqualTo(Fault.LIMIT_REACHED);
            assertThat(limited.send(device("dora", "d"), "ann", "hello", "i").refused())
                    .isFalse();
            assertThat(limited.answer(ann, new Command.GetRelations(), Answer.Relations.class))
                    .isEqualTo(new Answer.Relations(List.of("bob", "carl"), List.of()));
            limited.run(ann, new Command.SetRelation(RelationKind.BLACK, "bob", false));
            assertThat(limited.send(bob, "ann", "hello", "i").refused()).isFalse();
        }
    }

    @Test
    void aChangeLogThatIsTooShortSaysSo(Vertx vertx, RedisExtension.TestRedis redis) {
        Config three =
                TestConfig.of(redis.config()).withLimits(20, 1_000, 100, 3).build();
        try (TestStore limited = TestStore.open(vertx, three, redis.target())) {
            for (int i = 0; i < 5; i++) {
                limited.run(ann, new Command.SetRelation(RelationKind.MUTE, "m" + i, true));
            }

            Answer.Changes kept = limited.answer(ann, new Command.ReadChanges(2), Answer.Changes.class);
            Answer.Changes cut = limited.answer(ann, new Command.ReadChanges(1), Answer.Changes.class);
            SyncedUp synced = limited.sync(ann, 1, 1);

            assertThat(kept.changes()).extracting(Event.AccountChanged::number).containsExactly(3L, 4L, 5L);
            assertThat(kept.cut()).isFalse();
            assertThat(cut.cut()).isTrue();
            assertThat(cut.changeNumber()).isEqualTo(5);
            assertThat(synced.pages.get(0).changesCut()).isTrue();
            assertThat(synced.pages.get(0).relations()).isNotNull();
        }
    }

    @Test
    void aCardIsChangedFieldByFieldAndToldToTheOtherDevices() {
        store.run(server(), new Command.CreateAccount("ann", "token-of-ann", "Ann"));

        Outcome outcome = store.run(
                ann, new Command.UpdateCard(null, "http://a", null, "hi", Gender.FEMALE, "a@a", "2000-01-01", "123"));
        List<Card> cards = store.answer(bob, new Command.GetCards(List.of("ann", "nobody")), Answer.Cards.class)
                .cards();

        assertThat(cards.get(0).nick()).isEqualTo("Ann");
        assertThat(cards.get(0).avatar()).isEqualTo("http://a");
        assertThat(cards.get(1)).isEqualTo(Card.empty("nobody"));
        assertThat(cards.get(0).signature()).isEqualTo("hi");
        assertThat(cards.get(0).gender()).isEqualTo(Gender.FEMALE);
        assertThat(cards.get(0).email()).isEqualTo("a@a");
        assertThat(cards.get(0).birth()).isEqualTo("2000-01-01");
        assertThat(cards.get(0).tel()).isEqualTo("123");
        assertThat(((Event.Change.CardChanged)
                                ((Event.AccountChanged) outcome.pushes().get(0).event()).change())
                        .card())
                .isEqualTo(cards.get(0));
        Answer.Changes changes = store.answer(ann, new Command.ReadChanges(0), Answer.Changes.class);
        assertThat(((Event.Change.CardChanged) changes.changes().get(0).change()).card())
                .isEqualTo(cards.get(0));
    }

    @Test
    void leasesLapseByTheStoresClock() {
        Answer.Nodes first = store.answer(server(), new Command.RenewLease("n1", 60_000), Answer.Nodes.class);
        Answer.Nodes both = store.answer(server(), new Command.RenewLease("n2", 20), Answer.Nodes.class);

        assertThat(first.held()).as("a lease that was taken just now").isFalse();
        assertThat(first.leases()).containsEntry("n1", first.time() + 60_000);
        assertThat(both.nodeIds()).containsExactlyInAnyOrder("n1", "n2");
        RedisProcess.awaitUntil("the lease of n2 lapses", () -> store.answer(
                        server(), new Command.RenewLease("n1", 60_000), Answer.Nodes.class)
                .nodeIds()
                .equals(Set.of("n1")));
        assertThat(store.answer(server(), new Command.RenewLease("n1", 60_000), Answer.Nodes.class)
                        .held())
                .isTrue();
        assertThat(store.answer(server(), new Command.RenewLease("n2", 60_000), Answer.Nodes.class)
                        .held())
                .as("a lease that had lapsed")
                .isFalse();
        store.run(server(), new Command.EndLease("n2"));
        assertThat(store.answer(server(), new Command.EndLease("n1"), Answer.Nodes.class)
                        .nodeIds())
                .isEmpty();
    }

    @Test
    void everyCommandButThoseOfOtherVerticlesHasAHandler() {
        Set<Class<?>> unknown = new HashSet<>();
        leavesOf(Command.class).forEach(leaf -> {
            if (!store.store().handlers().knows(leaf)
                    && !store.store().granted().knows(leaf)) {
                unknown.add(leaf);
            }
        });

        assertThat(unknown).containsExactlyInAnyOrder(Command.Login.class, Command.PassThrough.class);
        assertThat(store.fault(ann, new Command.Login("ann", "t", "d", ClientType.WEB, "c", "posthouse.node.n.0")))
                .isEqualTo(Fault.INTERNAL);
    }

    private static Stream<Class<?>> leavesOf(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(AccountTest::leavesOf)
                : Stream.of(type);
    }
}
