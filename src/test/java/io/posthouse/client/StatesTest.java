package io.posthouse.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.Channels.Invitation;
import io.posthouse.client.Channels.Tell;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.ClientType;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import io.posthouse.model.Status;
import io.posthouse.model.StickTop;
import io.posthouse.model.Subscription;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statuses, channels, sessions on top, threads and searches by the Java client, against a whole gateway on a real Redis. */
class StatesTest {
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final int AT_LUNCH = Status.APP_TYPE_MIN + 1;

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
    void whoHasSubscribedIsToldOfDevicesAndOfWhatAnAccountPublishes() throws Exception {
        Ear bob = login(bobsName);
        gateway.account(annsName);
        List<String> failed = bob.client
                .statuses()
                .subscribe(Status.CONNECTED, List.of(annsName), AN_HOUR, false)
                .await(5, SECONDS);
        bob.client
                .statuses()
                .subscribe(AT_LUNCH, List.of(annsName), AN_HOUR, true)
                .await(5, SECONDS);

        Ear ann = again(annsName);
        Status came = take(bob.statuses);
        Status published = ann.client
                .statuses()
                .publish(AT_LUNCH, 5, "soup", AN_HOUR, true, false)
                .await(5, SECONDS);
        Status told = take(bob.statuses);
        List<Status> held = bob.client.statuses().held().await(5, SECONDS);
        List<Subscription> own =
                bob.client.statuses().subscriptions(AT_LUNCH, List.of()).await(5, SECONDS);
        bob.client.statuses().unsubscribe(AT_LUNCH, List.of(annsName)).await(5, SECONDS);

        assertThat(failed).isEmpty();
        assertThat(came.value()).isEqualTo(Status.CAME);
        assertThat(came.connected()).containsExactly(ann.client.options().clientType());
        assertThat(told).isEqualTo(published);
        assertThat(told.ext()).isEqualTo("soup");
        assertThat(held).contains(published);
        assertThat(own).extracting(Subscription::account).containsExactly(annsName);
        assertThat(bob.client.statuses().subscriptions(AT_LUNCH, List.of()).await(5, SECONDS))
                .isEmpty();
    }

    @Test
    void anInvitationThatWaitedIsAcceptedAndBothTalkInTheChannel() throws Exception {
        Ear ann = login(annsName);
        gateway.account(bobsName);
        Channels.Done made =
                ann.client.channels().create(ChannelType.AUDIO, null, "a call").await(5, SECONDS);
        String id = made.channel().id();
        ann.client.channels().join(id, 7, Tell.NOTHING).await(5, SECONDS);
        Channels.Done invited = ann.client
                .channels()
                .invite(id, new Invitation(bobsName, "r-1"), new Tell("come", true))
                .await(5, SECONDS);

        Ear bob = again(bobsName);
        Signal invitation = take(bob.signals);
        bob.client
                .channels()
                .accept(id, new Invitation(annsName, "r-1"), Tell.NOTHING, true)
                .await(5, SECONDS);
        List<SignalKind> heard =
                List.of(take(ann.signals).kind(), take(ann.signals).kind());
        bob.client.channels().signal(id, annsName, "hello").await(5, SECONDS);
        Signal said = take(ann.signals);
        Channels.Done found = ann.client.channels().find(made.channel().name()).await(5, SECONDS);

        assertThat(invited.reached()).isFalse();
        assertThat(invitation.kind()).isEqualTo(SignalKind.INVITE);
        assertThat(invitation.ext()).isEqualTo("come");
        assertThat(invitation.channel().ext()).isEqualTo("a call");
        assertThat(heard).containsExactlyInAnyOrder(SignalKind.ACCEPT, SignalKind.JOIN);
        assertThat(said.ext()).isEqualTo("hello");
        assertThat(found.channel().members())
                .extracting(ChannelMember::account)
                .containsExactlyInAnyOrder(annsName, bobsName);
        assertThat(bob.client.channels().own().await(5, SECONDS)).hasSize(1);
        ann.client.channels().close(id, Tell.NOTHING).await(5, SECONDS);
        assertThat(take(bob.signals).kind()).isEqualTo(SignalKind.CLOSE);
    }

    @Test
    void sessionsAreKeptOnTop() throws Exception {
        Ear ann = login(annsName);

        StickTop added =
                ann.client.stickTops().add(Scene.P2P, bobsName, "first").await(5, SECONDS);
        StickTop updated =
                ann.client.stickTops().update(Scene.P2P, bobsName, "second").await(5, SECONDS);
        List<StickTop> before = ann.client.stickTops().list().await(5, SECONDS);
        ann.client.stickTops().delete(Scene.P2P, bobsName).await(5, SECONDS);

        assertThat(added.conversation().targetOf(annsName)).isEqualTo(bobsName);
        assertThat(before).containsExactly(updated);
        assertThat(updated.ext()).isEqualTo("second");
        assertThat(ann.client.stickTops().list().await(5, SECONDS)).isEmpty();
    }

    @Test
    void aThreadIsRead() throws Exception {
        Ear ann = login(annsName);
        gateway.account(bobsName);
        ChatMessage root = ann.client.sendText(bobsName, "who comes?").await(5, SECONDS);
        ChatMessage first = ann.client.send(reply(root, "I")).await(5, SECONDS);
        ChatMessage second = ann.client.send(reply(root, "and I")).await(5, SECONDS);

        Archive.Replies page = ann.client.archive().thread(root, null, 1, true).await(5, SECONDS);
        Archive.Replies rest =
                ann.client.archive().thread(root, first, 10, true).await(5, SECONDS);

        assertThat(page.root().idServer()).isEqualTo(root.idServer());
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.lastTime()).isEqualTo(second.time());
        assertThat(page.msgs()).extracting(ChatMessage::body).containsExactly("I");
        assertThat(rest.msgs()).extracting(ChatMessage::body).containsExactly("and I");
        assertThat(ann.client.archive().messages(List.of(second)).await(5, SECONDS))
                .extracting(ChatMessage::idServer)
                .containsExactly(second.idServer());
    }

    private static Draft reply(ChatMessage root, String body) {
        String thread = new JsonObject()
                .put("threadMsgIdServer", root.idServer())
                .put("threadMsgTime", root.time())
                .encode();
        Draft draft = root.message().draft();
        return new Draft(
                draft.scene(),
                draft.to(),
                MessageType.TEXT,
                body,
                null,
                Ids.next(),
                null,
                null,
                Setting.DEFAULT,
                null,
                thread,
                null,
                false);
    }

    @Test
    void aWordIsFoundPageByPage() throws Exception {
        Ear ann = login(annsName);
        gateway.account(bobsName);
        for (String body : List.of("one swallow", "a crow", "two SWALLOWS")) {
            ann.client.sendText(bobsName, body).await(5, SECONDS);
        }

        Archive.Found newest = ann.client
                .archive()
                .search(new Archive.Search("swallow", List.of(), 0, 0, 1, false))
                .await(5, SECONDS);
        Archive.Found rest = ann.client
                .archive()
                .search(new Archive.Search("swallow", List.of("p2p-" + bobsName), 0, newest.searchedTo(), 10, false))
                .await(5, SECONDS);

        assertThat(newest.msgs()).extracting(ChatMessage::body).containsExactly("two SWALLOWS");
        assertThat(newest.more()).isTrue();
        assertThat(rest.msgs()).extracting(ChatMessage::body).contains("one swallow");
        assertThat(rest.more()).isFalse();
    }

    private Ear login(String account) throws Exception {
        gateway.account(account);
        return again(account);
    }

    private static Ear again(String account) throws Exception {
        ClientOptions options = ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account)
                .device("device-of-" + account, ClientType.IOS);
        Ear ear = new Ear(clients.client(options));
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
        private final BlockingQueue<Status> statuses = new LinkedBlockingQueue<>();
        private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

        private Ear(PosthouseClient client) {
            this.client = client;
        }

        @Override
        public void synced(PosthouseClient self) {
            synced.complete(null);
        }

        @Override
        public void statuses(PosthouseClient self, List<Status> told) {
            statuses.addAll(told);
        }

        @Override
        public void signal(PosthouseClient self, Signal signal) {
            signals.add(signal);
        }
    }
}
