package io.posthouse.it.history;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.Listener;
import io.posthouse.client.PosthouseClient;
import io.posthouse.client.Receipt;
import io.posthouse.client.Session;
import io.posthouse.model.Card;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What one client hears from one login to the end of that line: first the sync, then live events. */
final class Hearing implements Listener {
    private final String account;
    private final Map<Conversation, SessionState> sessions = new LinkedHashMap<>();
    private final Map<Conversation, Told.Due> due = new LinkedHashMap<>();
    private final List<Event.AccountChanged> changes = new ArrayList<>();
    private final List<List<String>> black = new ArrayList<>();
    private final Promise<JsonObject> synced = Promise.promise();
    private final List<Event> inbox = new ArrayList<>();
    private boolean stopped;

    Hearing(String account) {
        this.account = account;
    }

    Future<Told> told(boolean newDevice) {
        return synced.future()
                .map(end -> new Told(
                        newDevice, sessions, due, changes, black, end.getLong("since"), end.getLong("changes")));
    }

    /** The line is given up: a client that is used again has a new hearing. */
    synchronized void stop() {
        stopped = true;
    }

    synchronized List<Event> take(Predicate<List<Event>> isEnough, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isEnough.test(inbox) && System.nanoTime() < deadline) {
            try {
                wait(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        List<Event> taken = List.copyOf(inbox);
        inbox.clear();
        return taken;
    }

    private synchronized void hear(Event event) {
        if (!stopped) {
            inbox.add(event);
            notifyAll();
        }
    }

    private boolean isLive() {
        return synced.future().isComplete();
    }

    private synchronized void tellDue(Conversation conversation, Told.Due more) {
        if (!stopped) {
            due.merge(conversation, more, Told.Due::plus);
        }
    }

    @Override
    public void frame(PosthouseClient client, String text) {
        if (!stopped && text.contains("\"on\":\"synced\"")) {
            synced.tryComplete(new JsonObject(text));
        }
    }

    @Override
    public void msg(PosthouseClient client, ChatMessage msg) {
        hear(new Event.Arrived(msg.message(), 0));
    }

    @Override
    public void recalled(PosthouseClient client, List<Recalled> recalls) {
        for (Recalled recalled : recalls) {
            if (isLive()) {
                hear(new Event.Arrived(recalled, 0));
            } else {
                tellDue(recalled.conversation(), new Told.Due(List.of(), List.of(), List.of(recalled), 0));
            }
        }
    }

    @Override
    public void syncOfflineMsgs(PosthouseClient client, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        tellDue(conversation(sessionId), new Told.Due(messages(msgs), List.of(), List.of(), cutBefore));
    }

    @Override
    public void syncRoamingMsgs(PosthouseClient client, String sessionId, List<ChatMessage> msgs, long cutBefore) {
        tellDue(conversation(sessionId), new Told.Due(List.of(), messages(msgs), List.of(), cutBefore));
    }

    private static List<Message> messages(List<ChatMessage> msgs) {
        return msgs.stream().map(ChatMessage::message).toList();
    }

    private Conversation conversation(String sessionId) {
        int dash = sessionId.indexOf('-');
        Scene scene = Scene.of(sessionId.substring(0, dash)).orElseThrow();
        return Conversation.of(scene, account, sessionId.substring(dash + 1));
    }

    @Override
    public void msgReceipt(PosthouseClient client, Receipt receipt) {
        hear(new Event.ReceiptMoved(
                conversation(receipt.sessionId()), receipt.from(), receipt.time(), receipt.idClient(), 0));
    }

    @Override
    public synchronized void sessions(PosthouseClient client, List<Session> list) {
        if (!stopped) {
            list.forEach(s -> sessions.put(conversation(s.sessionId()), state(s)));
        }
    }

    private SessionState state(Session s) {
        ChatMessage last = s.lastMsg();
        return new SessionState(
                conversation(s.sessionId()),
                s.highSeq(),
                0,
                s.time(),
                last == null ? null : last.message(),
                s.unread(),
                s.readTime(),
                s.receiptTime(),
                s.peerReceiptTime());
    }

    @Override
    public void session(PosthouseClient client, Session session) {
        hear(new Event.SessionRead(
                conversation(session.sessionId()), session.readTime(), session.unread(), session.time()));
    }

    @Override
    public synchronized void relations(PosthouseClient client, List<String> blackList, List<String> mute) {
        if (!stopped) {
            black.add(blackList);
        }
    }

    @Override
    public void changed(PosthouseClient client, JsonObject change) {
        Event.AccountChanged changed = new Event.AccountChanged(change.getLong("number"), spelled(change));
        if (isLive()) {
            hear(changed);
        } else {
            changes.add(changed);
        }
    }

    private Event.Change spelled(JsonObject change) {
        long time = change.getLong("time", 0L);
        return switch (change.getString("kind")) {
            case "delete" -> new Event.Change.MessagesDeleted(List.of(), time);
            case "clear" ->
                new Event.Change.HistoryCleared(
                        conversation(change.getString("sessionId")), change.getLong("upTo"), time);
            case "relation" ->
                new Event.Change.RelationChanged(
                        RelationKind.BLACK, change.getString("account"), change.getBoolean("isOn"), time);
            default -> new Event.Change.CardChanged(Card.empty(account));
        };
    }
}
