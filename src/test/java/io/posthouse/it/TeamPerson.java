package io.posthouse.it;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.History;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.client.Teams;
import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.TeamMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One device of somebody in teams, on one of the nodes, and all that it was shown, in order. */
final class TeamPerson implements Listener {
    private static final int PAGE = 100;
    private static final int PAGES_MAX = 100;

    private final PosthouseClient client;
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private final Queue<ChatMessage> shown = new ConcurrentLinkedQueue<>();

    private TeamPerson(PosthouseClient client) {
        this.client = client.on(this);
    }

    static TeamPerson login(Clients clients, GatewayProcess node, String account, String device) throws Exception {
        ClientOptions options = ClientOptions.of("127.0.0.1", node.port(), account, tokenOf(account))
                .device(device, ClientType.ANDROID);
        TeamPerson person = new TeamPerson(clients.client(options));
        person.client.connect().await(10, TimeUnit.SECONDS);
        person.synced.get(10, TimeUnit.SECONDS);
        return person;
    }

    static String tokenOf(String account) {
        return "token-of-" + account;
    }

    String account() {
        return client.options().account();
    }

    Teams teams() {
        return client.teams();
    }

    /** What it was shown of a team, in order of arrival. */
    List<ChatMessage> shownOf(Conversation team) {
        return shown.stream()
                .filter(msg -> msg.message().conversation().equals(team))
                .toList();
    }

    void awaitShown(Conversation team, String body) {
        Waiting.until(
                () -> account() + " to be shown " + body + " (D2), was shown "
                        + shownOf(team).size() + " messages",
                Duration.ofSeconds(20),
                () -> shownOf(team).stream().anyMatch(msg -> body.equals(msg.body())));
    }

    /** Everything that was ever said and done in a team that this account is in since it was made, oldest first. */
    List<ChatMessage> log(Conversation team) throws Exception {
        List<ChatMessage> all = new ArrayList<>();
        History next = new History(team.scene(), team.id(), 0, 0, "", PAGE, true, Set.of());
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            History.Page page = client.history(next).await(20, TimeUnit.SECONDS);
            all.addAll(page.msgs());
            if (!page.more()) {
                return all;
            }
            next = next.after(all.get(all.size() - 1));
        }
        throw new AssertionError("the history of " + team.key() + " does not end after " + PAGES_MAX + " pages");
    }

    /** Account to role and mute, as the gateway says. */
    Map<String, String> membersOf(Conversation team) throws Exception {
        Map<String, String> members = new TreeMap<>();
        String page = "";
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            var answer = teams().members(team, page, false).await(10, TimeUnit.SECONDS);
            for (TeamMember member : answer.members()) {
                members.put(member.account(), member.role().wireName() + (member.isMuted() ? " muted" : ""));
            }
            page = answer.nextPage();
            if (page.isEmpty()) {
                return members;
            }
        }
        throw new AssertionError("the members of " + team.key() + " do not end after " + PAGES_MAX + " pages");
    }

    void vanish() throws Exception {
        client.vanish().await(5, TimeUnit.SECONDS);
    }

    @Override
    public void msg(PosthouseClient self, ChatMessage msg) {
        shown.add(msg);
    }

    @Override
    public void syncOfflineMsgs(PosthouseClient self, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        shown.addAll(msgs);
    }

    @Override
    public void syncRoamingMsgs(PosthouseClient self, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        shown.addAll(msgs);
    }

    @Override
    public void synced(PosthouseClient self) {
        synced.complete(null);
    }
}
