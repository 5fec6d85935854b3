package io.posthouse.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthouse.model.Conversation;
import io.posthouse.model.Event.Change.TeamNotified;
import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Recalled;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Somebody in a test of teams, and what it has been told. */
final class Person implements Listener {
    final PosthouseClient client;
    final CompletableFuture<Void> synced = new CompletableFuture<>();
    final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    final BlockingQueue<ChatMessage> missed = new LinkedBlockingQueue<>();
    final BlockingQueue<ChatMessage> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<TeamChange> changes = new LinkedBlockingQueue<>();
    final BlockingQueue<TeamNotified> notices = new LinkedBlockingQueue<>();
    final BlockingQueue<Recalled> recalls = new LinkedBlockingQueue<>();
    final BlockingQueue<List<ReadCount>> reads = new LinkedBlockingQueue<>();
    final BlockingQueue<TeamMember> members = new LinkedBlockingQueue<>();

    Person(PosthouseClient client) {
        this.client = client;
    }

    /** Connects, and waits until it is synced. */
    static Person login(Clients clients, int port, String account) throws Exception {
        ClientOptions options = ClientOptions.of("127.0.0.1", port, account, "token-of-" + account);
        Person person = new Person(clients.client(options));
        person.client.on(person);
        person.client.connect().await(5, SECONDS);
        person.synced.get(5, SECONDS);
        return person;
    }

    Teams teams() {
        return client.teams();
    }

    /** The next message that is no notification. */
    ChatMessage message() throws InterruptedException {
        return next(messages, "message");
    }

    TeamChange change() throws InterruptedException {
        return next(changes, "team change");
    }

    TeamNotified notice() throws InterruptedException {
        return next(notices, "notice");
    }

    Recalled recall() throws InterruptedException {
        return next(recalls, "recall");
    }

    List<ReadCount> reads() throws InterruptedException {
        return next(reads, "read count");
    }

    TeamMember member() throws InterruptedException {
        return next(members, "member");
    }

    private <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        T next = queue.poll(5, SECONDS);
        if (next == null) {
            throw new AssertionError(
                    "no " + what + " came to " + client.options().account());
        }
        return next;
    }

    @Override
    public void msg(PosthouseClient self, ChatMessage msg) {
        if (msg.type() != MessageType.NOTIFICATION) {
            messages.add(msg);
        }
    }

    @Override
    public void syncOfflineMsgs(PosthouseClient self, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        missed.addAll(msgs);
    }

    @Override
    public void sessions(PosthouseClient self, List<Session> all) {
        sessions.addAll(all);
    }

    @Override
    public void teamChanged(PosthouseClient self, TeamChange change) {
        changes.add(change);
    }

    @Override
    public void teamNotice(PosthouseClient self, TeamNotified notice) {
        notices.add(notice);
    }

    @Override
    public void recalled(PosthouseClient self, List<Recalled> all) {
        recalls.addAll(all);
    }

    @Override
    public void teamReads(PosthouseClient self, Conversation team, List<ReadCount> counts) {
        reads.add(counts);
    }

    @Override
    public void teamMember(PosthouseClient self, TeamMember member) {
        members.add(member);
    }

    @Override
    public void synced(PosthouseClient self) {
        synced.complete(null);
    }

    static ChatMessage said(Future<ChatMessage> sent) throws Exception {
        return sent.await(5, SECONDS);
    }

    static void assertRefused(Fault fault, Future<?> asked) {
        ClientException refusal = catchThrowableOfType(ClientException.class, () -> asked.await(5, SECONDS));

        assertThat(refusal).as("is refused with %s", fault).isNotNull();
        assertThat(refusal.fault()).isEqualTo(fault);
    }
}
