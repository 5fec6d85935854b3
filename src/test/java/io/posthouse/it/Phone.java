package io.posthouse.it;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.model.ClientType;
import io.posthouse.model.Signal;
import io.posthouse.model.Status;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One device on one node, and the bodies that it was shown, in order. */
final class Phone implements Listener {
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final PosthouseClient client;
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
    private final Queue<Status> statuses = new ConcurrentLinkedQueue<>();
    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger logins = new AtomicInteger();

    private Phone(PosthouseClient client) {
        this.client = client.on(this);
    }

    /** Logs in; the account has to exist. */
    static Phone login(Clients clients, GatewayProcess node, String account, String device) throws Exception {
        Phone phone = new Phone(clients.client(ClientOptions.of("127.0.0.1", node.port(), account, tokenOf(account))
                .device(device, ClientType.ANDROID)));
        phone.client.connect().await(10, TimeUnit.SECONDS);
        phone.synced.get(10, TimeUnit.SECONDS);
        return phone;
    }

    static String tokenOf(String account) {
        return "token-of-" + account;
    }

    String account() {
        return client.options().account();
    }

    PosthouseClient client() {
        return client;
    }

    Future<ChatMessage> send(Phone to, String body) {
        return client.sendText(to.account(), body);
    }

    List<String> shown() {
        return List.copyOf(shown);
    }

    /** What it was told of those that it has subscribed to, in order. */
    List<Status> statuses() {
        return List.copyOf(statuses);
    }

    /** What others did in channels, in order. */
    List<Signal> signals() {
        return List.copyOf(signals);
    }

    /** How often it was logged in. */
    int logins() {
        return logins.get();
    }

    void awaitShown(String body, Duration limit) {
        Waiting.until(
                () -> account() + " to be shown " + body + ", was shown " + shown(), limit, () -> shown.contains(body));
    }

    /** Says something to the other, again and again, until it is told without having asked. */
    void awaitReaches(Phone other, Duration limit) {
        String body = "are you there, " + other.account();
        AtomicLong nextNanos = new AtomicLong(System.nanoTime());
        Waiting.until(() -> account() + " to reach " + other.account(), limit, () -> {
            if (System.nanoTime() - nextNanos.get() >= 0) {
                nextNanos.addAndGet(ASK_AGAIN.toNanos());
                send(other, body);
            }
            return other.shown().contains(body);
        });
    }

    void vanish() throws Exception {
        client.vanish().await(5, TimeUnit.SECONDS);
    }

    @Override
    public void msg(PosthouseClient self, ChatMessage msg) {
        shown.add(String.valueOf(msg.body()));
    }

    @Override
    public void syncOfflineMsgs(PosthouseClient self, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        msgs.forEach(msg -> shown.add(String.valueOf(msg.body())));
    }

    @Override
    public void syncRoamingMsgs(PosthouseClient self, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        msgs.forEach(msg -> shown.add(String.valueOf(msg.body())));
    }

    @Override
    public void statuses(PosthouseClient self, List<Status> told) {
        statuses.addAll(told);
    }

    @Override
    public void signal(PosthouseClient self, Signal signal) {
        signals.add(signal);
    }

    @Override
    public void synced(PosthouseClient self) {
        logins.incrementAndGet();
        synced.complete(null);
    }
}
