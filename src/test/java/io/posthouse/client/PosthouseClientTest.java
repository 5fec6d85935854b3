package io.posthouse.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthouse.model.ClientType;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clients against a whole gateway on a real Redis; accounts of its own for each test. */
class PosthouseClientTest {
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    private final String annsName = "ann" + SERIAL.incrementAndGet();
    private final String bobsName = "bob" + SERIAL.get();
    private final BlockingQueue<ChatMessage> bobGets = new LinkedBlockingQueue<>();
    private final BlockingQueue<ChatMessage> offline = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> annHears = new LinkedBlockingQueue<>();

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
    void aTextIsSentAndArrives() throws Exception {
        PosthouseClient ann = ann();
        bob();

        ChatMessage sent = ann.sendText(bobsName, "hello").await(5, SECONDS);

        assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
        assertThat(sent.isOwn()).isTrue();
        assertThat(sent.sessionId()).isEqualTo("p2p-" + bobsName);
        ChatMessage got = take(bobGets);
        assertThat(got.status()).isEqualTo(MessageStatus.UNREAD);
        assertThat(got.sessionId()).isEqualTo("p2p-" + annsName);
        assertThat(got.message()).isEqualTo(sent.message());
    }

    @Test
    void everyKindOfMessageArrivesAsItWasSent() throws Exception {
        PosthouseClient ann = ann();
        bob();

        ann.sendTip(bobsName, "a tip").await(5, SECONDS);
        ann.sendCustom(bobsName, "{\"a\":1}").await(5, SECONDS);
        ann.sendGeo(bobsName, 120.18201069999999, 30.2006603, "Hangzhou").await(5, SECONDS);

        assertThat(take(bobGets).type()).isEqualTo(MessageType.TIP);
        assertThat(take(bobGets).attach()).isEqualTo("{\"a\":1}");
        assertThat(take(bobGets).attach()).contains("120.18201069999999").contains("Hangzhou");
    }

    @Test
    void aResendIsStoredOnce() throws Exception {
        PosthouseClient ann = ann();
        bob();
        ChatMessage sent = ann.sendText(bobsName, "once").await(5, SECONDS);

        ChatMessage again = ann.resend(sent).await(5, SECONDS);
        ann.sendText(bobsName, "next").await(5, SECONDS);

        assertThat(again.idServer()).isEqualTo(sent.idServer());
        assertThat(take(bobGets).body()).isEqualTo("once");
        assertThat(take(bobGets).body()).isEqualTo("next");
    }

    @Test
    void aForwardIsANewMessageWithTheSameContent() throws Exception {
        PosthouseClient ann = ann();
        bob();
        ChatMessage note = ann.sendText(annsName, "a note").await(5, SECONDS);

        ChatMessage forwarded = ann.forward(note, bobsName).await(5, SECONDS);

        assertThat(take(bobGets).body()).isEqualTo("a note");
        assertThat(forwarded.idClient()).isNotEqualTo(note.idClient());
    }

    @Test
    void aRecallIsToldToTheOther() throws Exception {
        PosthouseClient ann = ann();
        PosthouseClient bob = bob();
        ann.sendText(bobsName, "oops").await(5, SECONDS);
        BlockingQueue<Recalled> recalls = new LinkedBlockingQueue<>();
        ann.on(new Listener() {
            @Override
            public void recalled(PosthouseClient client, List<Recalled> all) {
                recalls.addAll(all);
            }
        });
        ChatMessage sent = bob.sendText(annsName, "no, I").await(5, SECONDS);

        bob.recall(sent, "sorry").await(5, SECONDS);

        Recalled recalled = recalls.poll(5, SECONDS);
        assertThat(recalled).isNotNull();
        assertThat(recalled.ps()).isEqualTo("sorry");
        assertThat(recalled.idServer()).isEqualTo(sent.idServer());
    }

    @Test
    void aReceiptIsToldToTheSender() throws Exception {
        PosthouseClient ann = ann();
        PosthouseClient bob = bob();
        ChatMessage sent = ann.sendText(bobsName, "read me").await(5, SECONDS);

        long upTo = bob.sendReceipt(take(bobGets)).await(5, SECONDS);

        assertThat(upTo).isEqualTo(sent.time());
        assertThat(annHears.poll(5, SECONDS))
                .isEqualTo(new Receipt("p2p-" + bobsName, bobsName, sent.time(), sent.idClient()));
    }

    @Test
    void unreadIsCountedAndCleared() throws Exception {
        PosthouseClient ann = ann();
        PosthouseClient bob = bob();
        ChatMessage sent = ann.sendText(bobsName, "count me").await(5, SECONDS);

        assertThat(bob.sessions(0, 10).await(5, SECONDS).get(0).unread()).isEqualTo(1);
        Session read =
                bob.markRead("p2p-" + annsName, sent.time()).await(5, SECONDS).get(0);

        assertThat(read.unread()).isZero();
    }

    @Test
    void historyIsReadDeletedAndCleared() throws Exception {
        PosthouseClient ann = ann();
        bob();
        ChatMessage one = ann.sendText(bobsName, "one").await(5, SECONDS);
        ChatMessage two = ann.sendText(bobsName, "two").await(5, SECONDS);

        History.Page newest = ann.history(History.latest(bobsName, 1)).await(5, SECONDS);
        History.Page older = ann.history(History.latest(bobsName, 1).after(two)).await(5, SECONDS);
        ann.delete(List.of(one)).await(5, SECONDS);
        History.Page left = ann.history(History.latest(bobsName, 10)).await(5, SECONDS);
        ann.clear(bobsName).await(5, SECONDS);

        assertThat(newest).isEqualTo(new History.Page(List.of(two), true));
        assertThat(older).isEqualTo(new History.Page(List.of(one), false));
        assertThat(left.msgs()).containsExactly(two);
        assertThat(ann.history(History.latest(bobsName, 10)).await(5, SECONDS).msgs())
                .isEmpty();
    }

    @Test
    void aMessageOfWhomIsBlockedIsRefused() throws Exception {
        PosthouseClient ann = ann();
        bob().relation(RelationKind.BLACK, annsName, true).await(5, SECONDS);

        ChatMessage refused = ann.sendText(bobsName, "hear me").await(5, SECONDS);

        assertThat(refused.status()).isEqualTo(MessageStatus.REFUSED);
    }

    @Test
    void aMessageThatIsRefusedForItsFormFailsWithTheMessage() throws Exception {
        PosthouseClient ann = ann();
        Draft draft = Draft.of(Scene.P2P, bobsName, MessageType.TEXT, "x".repeat(5_001), null, "m1");

        ClientException refusal = catchThrowableOfType(
                ClientException.class, () -> ann.send(draft).await(5, SECONDS));

        assertThat(refusal.fault()).isEqualTo(Fault.BODY_TOO_LONG);
        assertThat(refusal.message()).extracting(ChatMessage::status).isEqualTo(MessageStatus.SEND_FAILED);
    }

    @Test
    void whatWasMissedWhileAwayComesOnceAsOfflineMessages() throws Exception {
        gateway.account(annsName);
        gateway.account(bobsName);
        PosthouseClient ann = login(annsName);
        ann.sendText(bobsName, "while you were away").await(5, SECONDS);

        PosthouseClient bob = login(bobsName);
        ChatMessage missed = take(offline);
        bob.acknowledge(missed.sessionId(), missed.time()).await(5, SECONDS);
        bob.disconnect().await(5, SECONDS);
        login(bobsName);
        ann.sendText(bobsName, "and now").await(5, SECONDS);

        assertThat(missed.body()).isEqualTo("while you were away");
        assertThat(take(bobGets).body()).isEqualTo("and now");
        assertThat(offline).isEmpty();
    }

    @Test
    void aWrongTokenFailsTheConnect() throws Exception {
        gateway.account(annsName);
        PosthouseClient ann = clients.client(ClientOptions.of("127.0.0.1", gateway.port(), annsName, "wrong token"));

        ClientException refusal =
                catchThrowableOfType(ClientException.class, () -> ann.connect().await(5, SECONDS));

        assertThat(refusal.fault()).isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(ann.isOnline()).isFalse();
    }

    @Test
    void aKickedDeviceStaysAway() throws Exception {
        PosthouseClient ann = ann();
        PosthouseClient bob = bob();
        PosthouseClient pad = clients.client(options(bobsName).device("pad", ClientType.IOS));
        BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
        pad.on(new Listener() {
            @Override
            public void kicked(PosthouseClient client, String reason) {
                reasons.add(reason);
            }

            @Override
            public void disconnected(PosthouseClient client, int code) {
                reasons.add(Integer.toString(code));
            }
        });
        pad.connect().await(5, SECONDS);

        assertThat(bob.kick(List.of("pad")).await(5, SECONDS)).containsExactly("pad");

        assertThat(reasons.poll(5, SECONDS)).isEqualTo("by_device");
        assertThat(reasons.poll(5, SECONDS)).isEqualTo("4502");
        assertThat(pad.isOnline()).isFalse();
        assertThat(ann.isOnline()).isTrue();
    }

    private PosthouseClient ann() throws Exception {
        gateway.account(annsName);
        return login(annsName);
    }

    private PosthouseClient bob() throws Exception {
        gateway.account(bobsName);
        return login(bobsName);
    }

    private PosthouseClient login(String account) throws Exception {
        PosthouseClient client = clients.client(options(account));
        client.on(account.equals(bobsName) ? new Bob() : new Ann());
        CompletableFuture<Void> synced = new CompletableFuture<>();
        client.on(new Listener() {
            @Override
            public void synced(PosthouseClient self) {
                synced.complete(null);
            }
        });
        client.connect().await(5, SECONDS);
        synced.get(5, SECONDS);
        return client;
    }

    private static ClientOptions options(String account) {
        return ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account);
    }

    private static ChatMessage take(BlockingQueue<ChatMessage> queue) throws InterruptedException {
        ChatMessage message = queue.poll(5, SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    private final class Bob implements Listener {
        @Override
        public void msg(PosthouseClient client, ChatMessage msg) {
            bobGets.add(msg);
        }

        @Override
        public void syncOfflineMsgs(PosthouseClient client, String sessionId, List<ChatMessage> msgs, long cutBefore) {
            offline.addAll(msgs);
        }
    }

    private final class Ann implements Listener {
        @Override
        public void msgReceipt(PosthouseClient client, Receipt receipt) {
            annHears.add(receipt);
        }
    }
}
