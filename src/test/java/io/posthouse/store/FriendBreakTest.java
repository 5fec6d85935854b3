package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendCommand.Befriend;
import io.posthouse.model.FriendCommand.DeleteFriend;
import io.posthouse.model.FriendCommand.GetFriends;
import io.posthouse.model.FriendDeed;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Friends whose two sides could not be changed one right after the other: a node died in between, or both did something at once. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class FriendBreakTest {
    private static final int CROSSINGS = 60;
    private static final long SEED = Long.getLong("posthouse.friends.seed", 20_240_315L);

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private TestStore store;
    private Keys keys;
    private FriendSides sides;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        use(vertx, redis.config(), redis);
        for (String account : List.of("ann", "bob", "cleo", "dora")) {
            store.run(Caller.server(""), new Command.CreateAccount(account, "token-of-" + account, null));
        }
    }

    private void use(Vertx vertx, Config config, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, config, redis.target());
        keys = new Keys(redis.keyPrefix());
        sides = new FriendSides(store.store().lines(), keys, config.limits());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anAdditionThatBrokeOffAfterTheOwnSideIsMadeAtTheNextLogin() {
        store.raw(sides.addition(own(FriendDeed.ADD, "hello")));
        assertThat(isFriend(bob, "ann")).isFalse();

        logIn(ann);

        await(() -> isFriend(bob, "ann"));
        await(() -> marks("ann") == 0);
        Change.FriendNotified notice =
                (Change.FriendNotified) changes(bob).get(changes(bob).size() - 1);
        assertThat(notice.deed()).isEqualTo(FriendDeed.ADD);
        assertThat(notice.ps()).isEqualTo("hello");
    }

    @Test
    void aDeletionThatBrokeOffAfterTheOwnSideIsMadeAtTheNextLogin() {
        store.run(ann, new Befriend(FriendDeed.ADD, "bob", null));
        store.raw(sides.removal(own(FriendDeed.DELETE, null), false));
        assertThat(isFriend(bob, "ann")).isTrue();

        logIn(ann);

        await(() -> !isFriend(bob, "ann"));
        await(() -> marks("ann") == 0);
    }

    @Test
    void whoAsksForItsFriendsHasThemMendedToo() {
        store.raw(sides.addition(own(FriendDeed.ADD, null)));

        isFriend(ann, "bob");

        await(() -> isFriend(bob, "ann"));
    }

    @Test
    void whatWasDoneAfterItBrokeOffHolds() {
        store.raw(sides.addition(own(FriendDeed.ADD, null)));
        store.run(bob, new DeleteFriend("ann", false));

        logIn(ann);

        await(() -> marks("ann") == 0);
        assertThat(isFriend(ann, "bob")).isFalse();
        assertThat(isFriend(bob, "ann")).isFalse();
    }

    @Test
    void aSideWithoutRoomIsLeftAsItIsAndTheOwnOneIsAsItWas(Vertx vertx, RedisExtension.TestRedis redis) {
        store.close();
        use(vertx, TestConfig.of(redis.config()).withLimits(20, 2, 20, 100).build(), redis);
        store.raw(sides.addition(own(FriendDeed.ADD, null)));
        store.run(bob, new Befriend(FriendDeed.ADD, "cleo", null));
        store.run(bob, new Befriend(FriendDeed.ADD, "dora", null));

        logIn(ann);

        await(() -> marks("ann") == 0);
        assertThat(isFriend(ann, "bob")).isFalse();
        assertThat(isFriend(bob, "ann")).isFalse();
    }

    @Test
    void nothingIsMarkedOnceBothSidesHaveIt() {
        store.run(ann, new Befriend(FriendDeed.ADD, "bob", null));
        store.run(bob, new DeleteFriend("ann", false));
        store.run(ann, new DeleteFriend("bob", false));

        await(() -> marks("ann") + marks("bob") == 0);
    }

    @Test
    void deedsThatCrossEndAlikeOnBothSides() {
        Random random = new Random(SEED);
        for (int i = 0; i < CROSSINGS; i++) {
            List<Future<Outcome>> crossing = new ArrayList<>();
            for (Caller caller : List.of(ann, bob, ann, bob)) {
                String other = caller.equals(ann) ? "bob" : "ann";
                crossing.add(store.ask(
                        caller,
                        random.nextBoolean()
                                ? new Befriend(FriendDeed.ADD, other, null)
                                : new DeleteFriend(other, false)));
            }
            crossing.forEach(TestStore::await);

            await(() -> isFriend(ann, "bob") == isFriend(bob, "ann") && marks("ann") + marks("bob") == 0);
        }
    }

    private FriendSide own(FriendDeed deed, @Nullable String ps) {
        return FriendSide.own(ann, "bob", deed, ps, 0);
    }

    private void logIn(Caller who) {
        Command.Login login =
                new Command.Login(who.account(), "", who.deviceId(), who.clientType(), who.connectionId(), "n.node");
        store.run(who, new Command.Register(login, false, Set.of("node")));
    }

    private boolean isFriend(Caller caller, String other) {
        return store.answer(caller, new GetFriends(0, ""), Answer.Friends.class).friends().stream()
                .filter(Friend::valid)
                .anyMatch(friend -> friend.account().equals(other));
    }

    private long marks(String account) {
        return store.raw(Call.of(io.vertx.redis.client.Command.HLEN).key(keys.unsure(account)))
                .get()
                .toLong();
    }

    private List<Change> changes(Caller caller) {
        return store.answer(caller, new Command.ReadChanges(0), Answer.Changes.class).changes().stream()
                .map(Event.AccountChanged::change)
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
