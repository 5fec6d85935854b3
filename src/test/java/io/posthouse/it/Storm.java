package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientException;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.model.ClientType;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pairs of accounts that send to each other without a pause, come back by themselves when the line drops, and send again
 * what was not answered, under the same idClient. Afterwards it judges: S1, S2, S3 and D2.
 */
final class Storm {
    private static final long RESEND_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final int inFlight;
    private final List<Talker> talkers = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<Fault, Integer> refusals = new ConcurrentHashMap<>();
    private final AtomicLong slowestNanos = new AtomicLong();
    private volatile boolean stopping;

    /** @param inFlight sends of one account waiting for their answers */
    Storm(Vertx vertx, int inFlight) {
        this.vertx = vertx;
        this.inFlight = inFlight;
    }

    /** Makes the accounts and connects them. */
    void connect(GatewayProcess gateway, int pairs) throws Exception {
        connect(List.of(gateway), pairs);
    }

    /** Likewise, to several nodes, so that two who talk to each other are on different ones. */
    void connect(List<GatewayProcess> nodes, int pairs) throws Exception {
        Clients clients = Clients.on(vertx);
        for (int i = 0; i < 2 * pairs; i++) {
            String account = "storm-" + i;
            GatewayProcess gateway = nodes.get(i % nodes.size());
            gateway.createAccount(account, "token-of-" + account);
            ClientOptions options = ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account)
                    .device("phone", ClientType.ANDROID)
                    .timing(
                            Duration.ofMillis(20),
                            Duration.ofMillis(50),
                            Duration.ofMillis(300),
                            Duration.ofSeconds(8));
            talkers.add(new Talker(clients.client(options), "storm-" + (i ^ 1)));
        }
        for (Talker talker : talkers) {
            talker.client.connect().await(10, TimeUnit.SECONDS);
        }
    }

    void start() {
        talkers.forEach(Talker::start);
    }

    /** How many sends were answered {@code sent} until now. */
    long answered() {
        return answered.get();
    }

    /** With what sends were refused, and how often, until now. */
    Map<Fault, Integer> refusals() {
        return refusals;
    }

    /** The longest that a send waited for its answer, whatever that was. */
    Duration slowestAnswer() {
        return Duration.ofNanos(slowestNanos.get());
    }

    /** Waits until that many more have been answered: the storm blows again. */
    void awaitAnswers(long more) {
        long target = answered.get() + more;
        Waiting.until(
                () -> more + " more answers, missing " + (target - answered.get()) + ", trouble " + wrong,
                PATIENCE,
                () -> answered.get() >= target || !wrong.isEmpty());
    }

    /** No new messages; waits until every one that was begun has been answered. */
    void stop() {
        stopping = true;
        Waiting.until(() -> "answers for " + open + " messages", PATIENCE, () -> open.get() == 0 || !wrong.isEmpty());
    }

    /** Every message that was answered is there, exactly once, in order, and reached its receiver in order. */
    void judge() throws Exception {
        assertThat(wrong).as("answers that the rules do not allow").isEmpty();
        for (Talker talker : talkers) {
            Talker partner = talkers.get(talkers.indexOf(talker) ^ 1);
            judgeHistory(talker, partner);
            Waiting.until(
                    () -> "D2 what " + talker.partner + " sent to reach its receiver, missing "
                            + partner.missingAt(talker),
                    PATIENCE,
                    () -> partner.missingAt(talker) == 0);
            assertThat(talker.outOfOrder).as("S3 arrivals out of order").isEmpty();
        }
    }

    private static void judgeHistory(Talker talker, Talker partner) throws Exception {
        List<ChatMessage> log = talker.wholeHistory();
        Map<String, ChatMessage> stored = new TreeMap<>();
        long lastTime = 0;
        long lastSeq = 0;
        for (ChatMessage message : log) {
            assertThat(stored.put(message.from() + " " + message.idClient(), message))
                    .as("S2 stored once")
                    .isNull();
            assertThat(message.seq()).as("S3 seq").isGreaterThan(lastSeq);
            assertThat(message.time()).as("S3 time").isGreaterThan(lastTime);
            lastSeq = message.seq();
            lastTime = message.time();
        }
        Map<String, String> promised = new TreeMap<>();
        for (Talker one : List.of(talker, partner)) {
            one.sent.forEach((idClient, m) -> promised.put(m.from() + " " + idClient, promise(m)));
        }
        Map<String, String> kept = new TreeMap<>();
        stored.forEach((key, message) -> kept.put(key, promise(message)));
        assertThat(kept).as("S1 what was answered sent is what is stored").isEqualTo(promised);
    }

    private static String promise(ChatMessage m) {
        return m.idServer() + " #" + m.seq() + " at " + m.time();
    }

    void close() throws Exception {
        for (Talker talker : talkers) {
            talker.client.vanish().await(5, TimeUnit.SECONDS);
        }
    }

    /** One account: sends, and notes what arrives. */
    private final class Talker implements Listener {
        private final PosthouseClient client;
        private final String partner;
        private final ConcurrentMap<String, ChatMessage> sent = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, Long> arrived = new ConcurrentHashMap<>();
        private final Queue<String> outOfOrder = new ConcurrentLinkedQueue<>();
        private long lastSeq;
        private int count;

        Talker(PosthouseClient client, String partner) {
            this.client = client.on(this);
            this.partner = partner;
        }

        void start() {
            for (int i = 0; i < inFlight; i++) {
                vertx.runOnContext(go -> next());
            }
        }

        private synchronized void next() {
            if (stopping) {
                return;
            }
            open.incrementAndGet();
            String idClient = String.format("%032x", ++count);
            send(Draft.of(Scene.P2P, partner, MessageType.TEXT, "message " + count, null, idClient));
        }

        private void send(Draft draft) {
            long startedNanos = System.nanoTime();
            client.send(draft)
                    .onComplete(done -> slowestNanos.accumulateAndGet(System.nanoTime() - startedNanos, Math::max))
                    .onSuccess(message -> {
                        sent.put(draft.idClient(), message);
                        answered.incrementAndGet();
                        open.decrementAndGet();
                        next();
                    })
                    .onFailure(cause -> failed(draft, cause));
        }

        private void failed(Draft draft, Throwable cause) {
            if (cause instanceof ClientException coded && coded.code() != ClientException.NO_ANSWER) {
                refusals.merge(coded.fault(), 1, Integer::sum);
            }
            boolean worthAnother = cause instanceof ClientException refusal
                    && (refusal.code() == ClientException.NO_ANSWER
                            || refusal.fault().retry() != Fault.Retry.NEVER);
            if (worthAnother) {
                vertx.setTimer(RESEND_MILLIS, again -> send(draft));
            } else {
                wrong.add(cause.toString());
            }
        }

        @Override
        public void msg(PosthouseClient from, ChatMessage msg) {
            arrived(msg);
        }

        @Override
        public void syncOfflineMsgs(PosthouseClient from, String sessionId, List<ChatMessage> msgs, long cutBefore) {
            if (cutBefore > 0) {
                wrong.add("D6 a short storm is not cut, was cut before " + cutBefore);
            }
            msgs.forEach(this::arrived);
        }

        @Override
        public void syncRoamingMsgs(PosthouseClient from, String sessionId, List<ChatMessage> msgs, long cutBefore) {
            msgs.forEach(this::arrived);
        }

        /** What was not acknowledged before the line dropped comes again: only what is new must be in order. */
        private void arrived(ChatMessage msg) {
            if (msg.isOwn() || arrived.putIfAbsent(msg.idClient(), msg.seq()) != null) {
                return;
            }
            if (msg.seq() <= lastSeq) {
                outOfOrder.add("#" + msg.seq() + " after #" + lastSeq);
            }
            lastSeq = msg.seq();
        }

        /** How many of the messages that this one sent the receiver has not got. */
        long missingAt(Talker receiver) {
            return sent.keySet().stream()
                    .filter(idClient -> !receiver.arrived.containsKey(idClient))
                    .count();
        }

        List<ChatMessage> wholeHistory() throws Exception {
            return HistoryPages.ascending(client, partner);
        }
    }
}
