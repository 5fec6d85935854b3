package io.posthouse.client;

import io.posthouse.model.Broadcast;
import io.posthouse.model.TeamMember;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads events and tells the listeners; says what has arrived. */
final class Events implements Link.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    /** More than live at once. */
    private static final int BROADCASTS_MAX = 200;

    private final PosthouseClient client;
    private final WireReader reader;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Long> knownBroadcasts = new LinkedHashSet<>();
    private String epoch = "";
    private @Nullable Arrivals acknowledging;

    Events(PosthouseClient client, WireReader reader) {
        this.client = client;
        this.reader = reader;
    }

    void acknowledgeBy(Arrivals arrivals) {
        acknowledging = arrivals;
    }

    private void arrived(String sessionId, long time) {
        if (acknowledging != null) {
            acknowledging.arrived(sessionId, time);
        }
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void onEvent(JsonObject event) {
        switch (event.getString("on", "")) {
            case "msg" -> msg(reader.message(event.getJsonObject("msg")));
            case "recall" -> recalls(List.of(event.getJsonObject("recall")));
            case "sysMsg" -> sysMsgs(event, List.of(event.getJsonObject("sysMsg")));
            case "syncSysMsgs" -> sysMsgs(event, WireReader.list(event, "sysMsgs", sysMsg -> sysMsg));
            case "syncRecalls" -> recalls(WireReader.list(event, "recalls", recall -> recall));
            case "syncOfflineMsgs" -> synced(event, true);
            case "syncRoamingMsgs" -> synced(event, false);
            case "receipt" -> {
                Receipt receipt = reader.receipt(event);
                tell(listener -> listener.msgReceipt(client, receipt));
            }
            case "sessions" -> {
                List<Session> sessions = WireReader.list(event, "sessions", reader::session);
                tell(listener -> listener.sessions(client, sessions));
            }
            case "session" -> {
                Session session = reader.session(event.getJsonObject("session"));
                tell(listener -> listener.session(client, session));
            }
            default -> account(event);
        }
    }

    private void account(JsonObject event) {
        switch (event.getString("on", "")) {
            case "change" -> change(event);
            case "teamReads" ->
                tell(listener -> listener.teamReads(client, TeamReader.id(event), TeamReader.counts(event)));
            case "teamMember" -> {
                TeamMember member = TeamReader.member(event.getJsonObject("member", new JsonObject()));
                tell(listener -> listener.teamMember(client, member));
            }
            case "relations" ->
                tell(listener ->
                        listener.relations(client, WireReader.texts(event, "black"), WireReader.texts(event, "mute")));
            case "device" ->
                tell(listener -> listener.device(
                        client, reader.device(event.getJsonObject("device")), event.getBoolean("online", false)));
            case "statuses" -> tell(listener -> listener.statuses(client, Statuses.all(event)));
            case "signal" -> signal(event);
            case "proxyMsg" ->
                tell(listener -> listener.proxyMsg(
                        client, event.getString("from"), event.getString("body", ""), event.getLong("time", 0L)));
            case "broadcastMsgs" -> broadcasts(WireReader.list(event, "msgs", WireReader::broadcast));
            case "synced" -> tell(listener -> listener.synced(client));
            case "kicked" -> tell(listener -> listener.kicked(client, event.getString("reason", "")));
            case "refused" ->
                tell(listener -> listener.refused(client, WireReader.refusal(event.getJsonObject("error"))));
            default -> {
                // An event of a newer gateway.
            }
        }
    }

    private void change(JsonObject change) {
        tell(listener -> listener.changed(client, change));
        if (change.getString("kind", "").equals("team")) {
            TeamReader.notice(change).ifPresent(notice -> tell(listener -> listener.teamNotice(client, notice)));
        } else if (change.getString("kind", "").equals("friend")) {
            FriendReader.changed(change).ifPresent(changed -> tell(listener -> listener.friend(client, changed)));
        } else if (change.getString("kind", "").equals("friendNotice")) {
            FriendReader.notified(change).ifPresent(notice -> tell(listener -> listener.friendNotice(client, notice)));
        }
    }

    private void msg(ChatMessage msg) {
        tell(listener -> listener.msg(client, msg));
        teamChange(msg);
        arrived(msg.sessionId(), msg.time());
    }

    private void synced(JsonObject event, boolean offline) {
        String sessionId = event.getString("sessionId", "");
        List<ChatMessage> msgs = WireReader.list(event, "msgs", reader::message);
        long cutBefore = event.getLong("cutBefore", 0L);
        tell(listener -> {
            if (offline) {
                listener.syncOfflineMsgs(client, sessionId, msgs, cutBefore);
            } else {
                listener.syncRoamingMsgs(client, sessionId, msgs, cutBefore);
            }
        });
        msgs.forEach(this::teamChange);
        if (!msgs.isEmpty()) {
            arrived(sessionId, msgs.get(msgs.size() - 1).time());
        }
    }

    private void teamChange(ChatMessage msg) {
        TeamReader.change(msg).ifPresent(change -> tell(listener -> listener.teamChanged(client, change)));
    }

    private void recalls(List<JsonObject> recalls) {
        var read = recalls.stream().map(reader::recalled).toList();
        tell(listener -> listener.recalled(client, read));
        String account = client.options().account().toLowerCase(java.util.Locale.ROOT);
        read.forEach(recalled -> arrived(recalled.conversation().sessionIdOf(account), recalled.time()));
    }

    private void sysMsgs(JsonObject event, List<JsonObject> sysMsgs) {
        var read = sysMsgs.stream().map(reader::sysMsg).toList();
        tell(listener -> listener.sysMsgs(client, read));
        numbered(event);
        String account = client.options().account().toLowerCase(java.util.Locale.ROOT);
        read.stream()
                .filter(sysMsg -> sysMsg.seq() > 0)
                .forEach(sysMsg -> arrived(sysMsg.conversation().sessionIdOf(account), sysMsg.time()));
    }

    private void signal(JsonObject event) {
        ChannelReader.signal(event.getJsonObject("signal", new JsonObject()))
                .ifPresent(signal -> tell(listener -> listener.signal(client, signal)));
        numbered(event);
    }

    /** What waits for who is away is acknowledged by its number. */
    private void numbered(JsonObject event) {
        long number = event.getLong("number", 0L);
        if (number > 0 && acknowledging != null) {
            acknowledging.changeArrived(number);
        }
    }

    /** One may come twice. */
    private void broadcasts(List<Broadcast> broadcasts) {
        List<Broadcast> fresh = broadcasts.stream()
                .filter(broadcast -> knownBroadcasts.add(broadcast.id()))
                .toList();
        while (knownBroadcasts.size() > BROADCASTS_MAX) {
            knownBroadcasts.remove(knownBroadcasts.iterator().next());
        }
        if (!fresh.isEmpty()) {
            tell(listener -> listener.broadcasts(client, fresh));
        }
        if (acknowledging != null) {
            acknowledging.broadcastsArrived(
                    broadcasts.stream().map(Broadcast::id).toList());
        }
    }

    @Override
    public void frame(String text) {
        tell(listener -> listener.frame(client, text));
    }

    @Override
    public void loggedIn(JsonObject login) {
        if (!login.getString("epoch", "").equals(epoch)) {
            epoch = login.getString("epoch", "");
            knownBroadcasts.clear();
        }
        tell(listener -> listener.loggedIn(client, login));
    }

    @Override
    public void disconnected(int code) {
        tell(listener -> listener.disconnected(client, code));
    }

    @Override
    public void willReconnect(long delayMillis) {
        tell(listener -> listener.willReconnect(client, delayMillis));
    }

    private void tell(Consumer<Listener> what) {
        for (Listener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException theirs) {
                LOG.error("A listener failed account={}", client.options().account(), theirs);
            }
        }
    }
}
