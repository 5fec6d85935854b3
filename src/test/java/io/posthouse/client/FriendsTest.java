package io.posthouse.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.posthouse.model.Broadcast;
import io.posthouse.model.Card;
import io.posthouse.model.Event.Change.FriendChanged;
import io.posthouse.model.Event.Change.FriendNotified;
import io.posthouse.model.Fault;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendDeed;
import io.posthouse.model.Gender;
import io.posthouse.model.Scene;
import io.posthouse.model.SysMsg;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Friends, name cards, custom notifications and broadcasts by the Java client, against a whole gateway on a real Redis. */
class FriendsTest {
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    private final String annsName = "ann" + SERIAL.incrementAndGet();
    private final String bobsName = "bob" + SERIAL.get();

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data);
        clients = Clients.on(vertx);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, SECONDS);
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    @Test
    void anApplicationIsPassedAndBothAreFriendsUntilOneEndsIt() throws Exception {
        Ear ann = login(annsName);
        Ear bob = login(bobsName);

        ann.client.friends().apply(bobsName, "let us be").await(5, SECONDS);
        FriendNotified asked = take(bob.notices);
        bob.client.friends().pass(annsName, null).await(5, SECONDS);
        FriendNotified passed = take(ann.notices);
        ann.client.friends().update(bobsName, "Bobby", "{}").await(5, SECONDS);
        List<Friend> anns = ann.client.friends().list(0).await(5, SECONDS).friends();
        Friends.Changed bobs = bob.client.friends().list(0).await(5, SECONDS);
        ann.client.friends().delete(bobsName, true).await(5, SECONDS);
        FriendNotified ended = take(bob.notices);
        Friends.Changed after = bob.client.friends().list(bobs.since()).await(5, SECONDS);

        assertThat(asked.deed()).isEqualTo(FriendDeed.APPLY);
        assertThat(asked.from()).isEqualTo(annsName);
        assertThat(asked.ps()).isEqualTo("let us be");
        assertThat(passed.deed()).isEqualTo(FriendDeed.PASS);
        assertThat(take(ann.friends).friend().account()).isEqualTo(bobsName);
        assertThat(anns)
                .extracting(Friend::account, Friend::alias, Friend::valid)
                .containsExactly(tuple(bobsName, "Bobby", true));
        assertThat(bobs.friends()).extracting(Friend::account).containsExactly(annsName);
        assertThat(ended.deed()).isEqualTo(FriendDeed.DELETE);
        assertThat(after.friends()).extracting(Friend::account, Friend::valid).containsExactly(tuple(annsName, false));
    }

    @Test
    void whoIsAddedIsAFriendAtOnceAndWhoIsRejectedIsNone() throws Exception {
        Ear ann = login(annsName);
        Ear bob = login(bobsName);

        ann.client.friends().apply(bobsName, null).await(5, SECONDS);
        bob.client.friends().reject(annsName, "no").await(5, SECONDS);
        FriendNotified rejected = take(ann.notices);
        ClientException none = catchThrowableOfType(
                ClientException.class,
                () -> bob.client.friends().pass(annsName, null).await(5, SECONDS));
        bob.client.friends().add(annsName, null).await(5, SECONDS);

        assertThat(rejected.deed()).isEqualTo(FriendDeed.REJECT);
        assertThat(rejected.ps()).isEqualTo("no");
        assertThat(none.code()).isEqualTo(Fault.NOT_FOUND.code());
        assertThat(take(ann.notices).deed()).isEqualTo(FriendDeed.ADD);
    }

    @Test
    void aCardIsChangedAndReadByOthers() throws Exception {
        Ear ann = login(annsName);
        Ear bob = login(bobsName);

        Card own = ann.client
                .updateCard(Map.of("nick", "Ann", "gender", "female", "signature", "hi", "tel", "1"))
                .await(5, SECONDS);
        List<Card> read = bob.client.cards(List.of(annsName, "nobody")).await(5, SECONDS);

        assertThat(own.nick()).isEqualTo("Ann");
        assertThat(own.gender()).isEqualTo(Gender.FEMALE);
        assertThat(read).contains(own);
    }

    @Test
    void aCustomNotificationWaitsIfItIsTo() throws Exception {
        Ear ann = login(annsName);
        gateway.account(bobsName);

        ann.client.sendSysMsg(Scene.P2P, bobsName, "lost", false).await(5, SECONDS);
        ann.client.sendSysMsg(Scene.P2P, bobsName, "kept", true).await(5, SECONDS);
        Ear bob = again(bobsName);
        ann.client.sendSysMsg(Scene.P2P, bobsName, "live", false).await(5, SECONDS);

        assertThat(take(bob.sysMsgs).attach()).isEqualTo("kept");
        assertThat(take(bob.sysMsgs).attach()).isEqualTo("live");
    }

    @Test
    void aBroadcastReachesWhoIsThereAndWhoComesLaterOnce() throws Exception {
        Ear ann = login(annsName);
        gateway.account(bobsName);

        gateway.broadcast("hear " + annsName);
        Broadcast live = take(ann.broadcasts);
        Ear bob = again(bobsName);
        Broadcast waited = take(bob.broadcasts);
        bob.client.disconnect().await(5, SECONDS);
        Ear later = again(bobsName);
        gateway.broadcast("and see");

        assertThat(live.body()).isEqualTo("hear " + annsName);
        assertThat(waited).isEqualTo(live);
        assertThat(take(later.broadcasts).body()).isEqualTo("and see");
    }

    private Ear login(String account) throws Exception {
        gateway.account(account);
        return again(account);
    }

    private static Ear again(String account) throws Exception {
        Ear ear =
                new Ear(clients.client(ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account)));
        ear.client.on(ear);
        ear.client.connect().await(5, SECONDS);
        ear.synced.get(5, SECONDS);
        return ear;
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        @Nullable T next = queue.poll(5, SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    /** Hears what one client is told. */
    private static final class Ear implements Listener {
        private final PosthouseClient client;
        private final CompletableFuture<Void> synced = new CompletableFuture<>();
        private final BlockingQueue<FriendNotified> notices = new LinkedBlockingQueue<>();
        private final BlockingQueue<FriendChanged> friends = new LinkedBlockingQueue<>();
        private final BlockingQueue<SysMsg> sysMsgs = new LinkedBlockingQueue<>();
        private final BlockingQueue<Broadcast> broadcasts = new LinkedBlockingQueue<>();

        private Ear(PosthouseClient client) {
            this.client = client;
        }

        @Override
        public void synced(PosthouseClient self) {
            synced.complete(null);
        }

        @Override
        public void friendNotice(PosthouseClient self, FriendNotified notice) {
            if (!notice.from().equals(self.options().account())) {
                notices.add(notice);
            }
        }

        @Override
        public void friend(PosthouseClient self, FriendChanged change) {
            friends.add(change);
        }

        @Override
        public void sysMsgs(PosthouseClient self, List<SysMsg> told) {
            sysMsgs.addAll(told);
        }

        @Override
        public void broadcasts(PosthouseClient self, List<Broadcast> told) {
            broadcasts.addAll(told);
        }
    }
}
