package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.model.Conversation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One device that stays connected and remembers what it was shown, in which order and when. */
final class Witness implements Listener {
    private final PosthouseClient client;
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private final Map<String, Long> shownAtNanos = new ConcurrentHashMap<>();
    private final Map<Conversation, List<ChatMessage>> shown = new ConcurrentHashMap<>();

    /**
     * A message that was answered.
     *
     * @param to the accounts that have to be shown it
     */
    record Sent(String idServer, List<String> to, long answeredNanos) {}

    private Witness(PosthouseClient client) {
        this.client = client.on(this);
    }

    static Witness login(Clients clients, int port, String account) throws Exception {
        ClientOptions options = ClientOptions.of("127.0.0.1", port, account, Phone.tokenOf(account))
                .timing(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));
        Witness witness = new Witness(clients.client(options));
        witness.client.connect().await(10, TimeUnit.SECONDS);
        witness.synced.get(10, TimeUnit.SECONDS);
        return witness;
    }

    PosthouseClient client() {
        return client;
    }

    String account() {
        return client.options().account();
    }

    /** Waits until everybody was shown what is for them, and fails if somebody had to wait longer than {@code limit}. */
    static void awaitAll(List<Witness> people, List<Sent> sent, Duration limit, long seed) {
        long worstNanos = 0;
        for (Witness witness : people) {
            for (Sent message : sent) {
                if (message.to().contains(witness.account())) {
                    worstNanos = Math.max(worstNanos, witness.latenessNanos(message, limit.multipliedBy(4), seed));
                }
            }
        }
        assertThat(Duration.ofNanos(worstNanos))
                .as("D2 delivered from the store within 5 s, seed %s", seed)
                .isLessThan(limit);
    }

    boolean wasShown(Sent message) {
        return shownAtNanos.containsKey(message.idServer());
    }

    private long latenessNanos(Sent message, Duration patience, long seed) {
        Waiting.until(
                () -> "D2 nothing is lost, seed " + seed + ": " + account() + " to be shown " + message.idServer(),
                patience,
                () -> wasShown(message));
        return shownAtNanos.getOrDefault(message.idServer(), 0L) - message.answeredNanos();
    }

    /** Whether what it was shown was once each and in order. */
    void judge(long seed) {
        shown.forEach((conversation, messages) -> {
            List<Long> seqs;
            synchronized (messages) {
                seqs = messages.stream().map(ChatMessage::seq).toList();
            }
            List<Long> ordered =
                    new ArrayList<>(seqs.stream().distinct().sorted().toList());
            assertThat(seqs)
                    .as(
                            "D5 once and S3 in order, what %s was shown of %s, seed %s",
                            account(), conversation.key(), seed)
                    .isEqualTo(ordered);
        });
    }

    /** How many messages it was shown again: those whose acknowledgement was lost with a node. */
    long repeats() {
        return shown.values().stream()
                .mapToLong(messages -> messages.size()
                        - messages.stream().map(ChatMessage::seq).distinct().count())
                .sum();
    }

    @Override
    public void syncOfflineMsgs(PosthouseClient self, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        msgs.forEach(msg -> msg(self, msg));
    }

    @Override
    public void syncRoamingMsgs(PosthouseClient self, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        msgs.forEach(msg -> msg(self, msg));
    }

    @Override
    public void msg(PosthouseClient self, ChatMessage msg) {
        shownAtNanos.putIfAbsent(msg.idServer(), System.nanoTime());
        List<ChatMessage> messages = shown.computeIfAbsent(msg.message().conversation(), fresh -> new ArrayList<>());
        synchronized (messages) {
            messages.add(msg);
        }
    }

    @Override
    public void synced(PosthouseClient self) {
        synced.complete(null);
    }
}
