package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Fault;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendCommand.Befriend;
import io.posthouse.model.FriendCommand.DeleteFriend;
import io.posthouse.model.FriendCommand.GetFriends;
import io.posthouse.model.FriendCommand.UpdateFriend;
import io.posthouse.model.FriendDeed;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Friends, each side of which is changed on its own. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class FriendTest {
    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private TestStore store;
    private Keys keys;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        keys = new Keys(redis.keyPrefix());
        List.of("ann", "bob", "cleo", "dora").forEach(this::create);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whoIsAddedIsAFriendOnBothSidesAndBothAreTold() {
        Outcome added = store.run(ann, befriend(FriendDeed.ADD, "bob", "hello"));

        assertThat(names(ann)).containsExactly("bob");
        assertThat(names(bob)).containsExactly("ann");
        assertThat(added.pushes())
                .extracting(Push::accounts)
                .containsExactly(List.of("ann"), List.of("bob"), List.of("bob"));
        assertThat(added.pushes().get(0).exceptConnection()).isEqualTo(ann.connectionId());
        Change.FriendChanged changed =
                (Change.FriendChanged) change(added.pushes().get(0));
        assertThat(changed.friend()).isEqualTo(friends(ann, 0).friends().get(0));
        Change.FriendNotified notice =
                (Change.FriendNotified) change(added.pushes().get(2));
        assertThat(notice.deed()).isEqualTo(FriendDeed.ADD);
        assertThat(notice.from()).isEqualTo("ann");
        assertThat(notice.to()).isEqualTo("bob");
        assertThat(notice.ps()).isEqualTo("hello");
        assertThat(changes(bob)).containsExactly(change(added.pushes().get(1)), notice);
    }

    @Test
    void addingAgainChangesNothingAndTellsNobody() {
        store.run(ann, befriend(FriendDeed.ADD, "bob", null));

        assertThat(store.run(ann, befriend(FriendDeed.ADD, "bob", null)).pushes())
                .isEmpty();
        assertThat(store.run(bob, befriend(FriendDeed.ADD, "ann", null)).pushes())
                .isEmpty();
        assertThat(changes(bob)).hasSize(2);
    }

    @Test
    void whatBrokeOffAfterTheOwnSideIsBroughtToItsEndByTheSameCommand() {
        store.run(ann, befriend(FriendDeed.ADD, "bob", null));
        store.raw(Call.of(io.vertx.redis.client.Command.UNLINK)
                .key(keys.friends("bob"))
                .key(keys.friendTimes("bob")));

        store.run(ann, befriend(FriendDeed.ADD, "bob", null));

        assertThat(names(bob)).containsExactly("ann");
    }

    @Test
    void anApplicationMakesFriendsOnceItIsPassed() {
        Outcome applied = store.run(ann, befriend(FriendDeed.APPLY, "bob", "please"));
        assertThat(names(ann)).isEmpty();
        assertThat(names(bob)).isEmpty();
        assertThat(applied.pushes()).extracting(Push::accounts).containsExactly(List.of("ann"), List.of("bob"));

        Outcome passed = store.run(bob, befriend(FriendDeed.PASS, "ann", "yes"));

        assertThat(names(ann)).containsExactly("bob");
        assertThat(names(bob)).containsExactly("ann");
        Change.FriendNotified notice =
                (Change.FriendNotified) change(passed.pushes().get(2));
        assertThat(notice.deed()).isEqualTo(FriendDeed.PASS);
        assertThat(notice.from()).isEqualTo("bob");
        assertThat(store.run(bob, befriend(FriendDeed.PASS, "ann", "yes")).pushes())
                .as("passing again, as after an answer that got lost")
                .isEmpty();
    }

    @Test
    void aRejectedApplicationCannotBePassedAnyMore() {
        store.run(ann, befriend(FriendDeed.APPLY, "bob", null));

        Outcome rejected = store.run(bob, befriend(FriendDeed.REJECT, "ann", "no"));

        Change.FriendNotified notice =
                (Change.FriendNotified) change(rejected.pushes().get(1));
        assertThat(rejected.pushes().get(1).accounts()).containsExactly("ann");
        assertThat(notice.deed()).isEqualTo(FriendDeed.REJECT);
        assertThat(notice.ps()).isEqualTo("no");
        assertThat(store.fault(bob, befriend(FriendDeed.PASS, "ann", null))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(bob, befriend(FriendDeed.REJECT, "ann", null))).isEqualTo(Fault.NOT_FOUND);
        assertThat(names(ann)).isEmpty();
        assertThat(names(bob)).isEmpty();
    }

    @Test
    void nobodyPassesWhoDidNotApply() {
        assertThat(store.fault(bob, befriend(FriendDeed.PASS, "ann", null))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void aDeletedFriendIsGoneOnBothSidesAndItsAliasStaysUnlessItIsDeletedToo() {
        store.run(ann, befriend(FriendDeed.ADD, "bob", null));
        store.run(ann, new UpdateFriend("bob", "Bobby", "x", null));

        Outcome deleted = store.run(ann, new DeleteFriend("bob", false));

        assertThat(names(ann)).isEmpty();
        assertThat(names(bob)).isEmpty();
        assertThat(((Change.FriendNotified) change(deleted.pushes().get(2))).deed())
                .isEqualTo(FriendDeed.DELETE);
        assertThat(store.run(ann, new DeleteFriend("bob", false)).pushes()).isEmpty();
        store.run(bob, befriend(FriendDeed.ADD, "ann", null));
        assertThat(friends(ann, 0).friends().get(0).alias()).isEqualTo("Bobby");
        assertThat(friends(ann, 0).friends().get(0).ext()).isNull();
        store.run(ann, new DeleteFriend("bob", true));
        store.run(ann, befriend(FriendDeed.ADD, "bob", null));
        assertThat(friends(ann, 0).friends().get(0).alias()).isNull();
    }

    @Test
    void whatIsSaidOfAFriendIsToldToTheOwnDevicesAlone() {
        store.run(ann, befriend(FriendDeed.ADD, "bob", null));

        Outcome updated = store.run(ann, new UpdateFriend("bob", "Bobby \"\\/\u00e9\ud83d\ude00\n", "x", "s"));

        assertThat(updated.pushes()).extracting(Push::accounts).containsExactly(List.of("ann"));
        Friend friend = ((Change.FriendChanged) change(updated.pushes().get(0))).friend();
        assertThat(friend.alias()).isEqualTo("Bobby \"\\/\u00e9\ud83d\ude00\n");
        assertThat(friend.ext()).isEqualTo("x");
        assertThat(friend.serverExt()).isEqualTo("s");
        store.run(ann, new UpdateFriend("bob", null, "", null));
        Friend now = friends(ann, 0).friends().get(0);
        assertThat(now.alias()).isEqualTo(friend.alias());
        assertThat(now.ext()).isNull();
        assertThat(store.fault(ann, new UpdateFriend("cleo", "C", null, null))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whatChangedSinceIsListedInTheOrderOfTheChangesWithWhoIsGone() {
        store.run(ann, befriend(FriendDeed.ADD, "bob", null));
        store.run(ann, befriend(FriendDeed.ADD, "cleo", null));
        Answer.Friends all = friends(ann, 0);
        store.run(ann, new UpdateFriend("bob", "Bobby", null, null));
        store.run(ann, new DeleteFriend("cleo", false));

        Answer.Friends changed = friends(ann, all.since());

        assertThat(all.whole()).isTrue();
        assertThat(changed.whole()).isFalse();
        assertThat(changed.friends()).extracting(Friend::account).containsExactly("bob", "cleo");
        assertThat(changed.friends()).extracting(Friend::valid).containsExactly(true, false);
        assertThat(friends(ann, changed.since()).friends()).isEmpty();
    }

    @Test
    void aLongListComesInPages() {
        for (int i = 0; i < 101; i++) {
            create("f" + i);
            store.run(ann, befriend(FriendDeed.ADD, "f" + i, null));
        }

        Answer.Friends first = friends(ann, 0);
        Answer.Friends second = store.answer(ann, new GetFriends(0, first.nextPage()), Answer.Friends.class);

        assertThat(first.friends()).hasSize(100);
        assertThat(second.friends()).extracting(Friend::account).containsExactly("f100");
        assertThat(second.nextPage()).isEmpty();
    }

    @Test
    void whoIsBlockedIsNotHeardAndCannotTell() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        int before = changes(bob).size();

        for (FriendDeed deed : List.of(FriendDeed.APPLY, FriendDeed.ADD)) {
            Outcome blocked = store.run(ann, befriend(deed, "bob", null));
            Outcome nobody = store.run(ann, befriend(deed, "nobody", null));
            assertThat(blocked.pushes()).hasSameSizeAs(nobody.pushes()).allMatch(push -> push.accounts()
                    .equals(List.of("ann")));
        }

        assertThat(names(bob)).isEmpty();
        assertThat(changes(bob)).hasSize(before);
        assertThat(store.fault(bob, befriend(FriendDeed.PASS, "ann", null))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void oneFriendPastTheLimitIsRefusedOnBothSides(Vertx vertx, RedisExtension.TestRedis redis) {
        try (TestStore small = TestStore.open(
                vertx, TestConfig.of(redis.config()).withLimits(20, 2, 20, 100).build(), redis.target())) {
            small.run(ann, befriend(FriendDeed.ADD, "bob", null));
            small.run(ann, befriend(FriendDeed.ADD, "cleo", null));

            assertThat(small.fault(ann, befriend(FriendDeed.ADD, "dora", null))).isEqualTo(Fault.LIMIT_REACHED);
            assertThat(small.fault(device("dora", "d"), befriend(FriendDeed.ADD, "ann", null)))
                    .isEqualTo(Fault.LIMIT_REACHED);
            assertThat(names(device("dora", "d"))).as("nothing half-done stays").isEmpty();
            small.run(ann, new DeleteFriend("bob", false));
            small.run(ann, befriend(FriendDeed.ADD, "dora", null));
            assertThat(names(ann)).containsExactly("cleo", "dora");
        }
    }

    @Test
    void ofTooManyApplicationsTheOldestGoesAndOneMoreOfOnesOwnIsRefused(Vertx vertx, RedisExtension.TestRedis redis) {
        try (TestStore small = TestStore.open(
                vertx, TestConfig.of(redis.config()).withLimits(20, 2, 20, 100).build(), redis.target())) {
            for (String name : List.of("ann", "cleo", "dora")) {
                small.run(device(name, "d"), befriend(FriendDeed.APPLY, "bob", null));
            }
            small.run(ann, befriend(FriendDeed.APPLY, "cleo", null));

            assertThat(small.fault(ann, befriend(FriendDeed.APPLY, "dora", null)))
                    .isEqualTo(Fault.LIMIT_REACHED);
            long waiting = small.raw(
                            Call.of(io.vertx.redis.client.Command.ZCARD).key(keys.applications("bob")))
                    .get()
                    .toLong();
            assertThat(waiting).isEqualTo(2);
        }
    }

    @Test
    void whoWasDeletedLongAgoIsForgottenAndTheListStartsAnew(Vertx vertx, RedisExtension.TestRedis redis) {
        try (TestStore small = TestStore.open(
                vertx, TestConfig.of(redis.config()).withLimits(20, 2, 20, 100).build(), redis.target())) {
            small.run(ann, befriend(FriendDeed.ADD, "bob", null));
            long since = friends(ann, 0).since();
            for (String name : List.of("cleo", "dora", "bob", "f1", "f2")) {
                small.run(ann, befriend(FriendDeed.ADD, name, null));
                small.run(ann, new DeleteFriend(name, false));
            }

            assertThat(friends(ann, since).whole()).isTrue();
            assertThat(friends(ann, 0).friends()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aDeletedAccountIsForgottenByItsFriendsAndByWhomItAsked() {
        store.run(ann, befriend(FriendDeed.ADD, "bob", null));
        store.run(ann, befriend(FriendDeed.APPLY, "cleo", null));
        store.run(ann, new Command.SetRelation(RelationKind.BLACK, "dora", true));
        Caller dora = device("dora", "d4");
        store.run(dora, befriend(FriendDeed.ADD, "ann", null));

        Outcome deleted = store.run(Caller.server(""), new Command.DeleteAccount("ann"));

        assertThat(names(bob)).isEmpty();
        assertThat(names(dora)).as("whom it had blocked").isEmpty();
        assertThat(store.fault(device("cleo", "d5"), befriend(FriendDeed.PASS, "ann", null)))
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(deleted.pushes()).anyMatch(push -> push.accounts().equals(List.of("bob")));
        create("ann");
        assertThat(friends(ann, 0).friends()).isEmpty();
    }

    @Test
    void aNewDeviceIsToldWhoAskedAndNotWhatTheAccountDidItself() {
        store.run(ann, befriend(FriendDeed.APPLY, "bob", "please"));
        store.run(bob, befriend(FriendDeed.APPLY, "cleo", null));

        List<Event.AccountChanged> told = store.sync(bob, 0, -1).pages.get(0).changes();

        assertThat(told).extracting(Event.AccountChanged::change).hasSize(1);
        assertThat(((Change.FriendNotified) told.get(0).change()).from()).isEqualTo("ann");
    }

    private void create(String account) {
        store.run(Caller.server(""), new Command.CreateAccount(account, "token-of-" + account, null));
    }

    private static Befriend befriend(FriendDeed deed, String other, @Nullable String ps) {
        return new Befriend(deed, other, ps);
    }

    private Answer.Friends friends(Caller caller, long since) {
        return store.answer(caller, new GetFriends(since, ""), Answer.Friends.class);
    }

    private List<String> names(Caller caller) {
        return friends(caller, 0).friends().stream()
                .filter(Friend::valid)
                .map(Friend::account)
                .toList();
    }

    private List<Change> changes(Caller caller) {
        return store.answer(caller, new Command.ReadChanges(0), Answer.Changes.class).changes().stream()
                .map(Event.AccountChanged::change)
                .toList();
    }

    private static Change change(Push push) {
        return ((Event.AccountChanged) push.event()).change();
    }
}
