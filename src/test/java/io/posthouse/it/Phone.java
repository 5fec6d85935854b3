package io.posthouse.it;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.model.ClientType;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One device on one node, and the bodies that it was shown, in order. */
final class Phone implements Listener {
    private final PosthouseClient client;
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
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

    /** How often it was logged in. */
    int logins() {
        return logins.get();
    }

    void awaitShown(String body, Duration limit) {
        Waiting.until(
                () -> account() + " to be shown " + body + ", was shown " + shown(), limit, () -> shown.contains(body));
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
    public void synced(PosthouseClient self) {
        logins.incrementAndGet();
        synced.complete(null);
    }
}
