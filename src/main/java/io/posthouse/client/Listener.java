package io.posthouse.client;

import io.posthouse.model.Broadcast;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event.Change.FriendChanged;
import io.posthouse.model.Event.Change.FriendNotified;
import io.posthouse.model.Event.Change.TeamNotified;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Recalled;
import io.posthouse.model.Signal;
import io.posthouse.model.Status;
import io.posthouse.model.SysMsg;
import io.posthouse.model.TeamMember;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told, on its event loop. Each method gets the client, so that one listener may serve many. What it
 * throws is logged and goes no further.
 */
public interface Listener {

    /** A message came, also a copy of what another device of the account sent. */
    default void msg(PosthouseClient client, ChatMessage msg) {}

    /**
     * Messages from others that no device of the account has acknowledged.
     *
     * @param cutBefore if not 0, messages with a smaller seq were left out and may be read as history
     */
    default void syncOfflineMsgs(PosthouseClient client, String sessionId, List<ChatMessage> msgs, long cutBefore) {}

    /** Messages that another device has acknowledged or sent, but not this one. */
    default void syncRoamingMsgs(PosthouseClient client, String sessionId, List<ChatMessage> msgs, long cutBefore) {}

    /** Messages were taken back, now or while this device was away. */
    default void recalled(PosthouseClient client, List<Recalled> recalls) {}

    /** Custom notifications came, now or while this device was away. */
    default void sysMsgs(PosthouseClient client, List<SysMsg> sysMsgs) {}

    default void msgReceipt(PosthouseClient client, Receipt receipt) {}

    /**
     * Something happened to a team, now or while this device was away (T2). The notification itself came as a message just
     * before, in the order of the team's log.
     */
    default void teamChanged(PosthouseClient client, TeamChange change) {}

    /** Somebody wants in, wants this account in, or says no to that; {@link #changed} tells the same. */
    default void teamNotice(PosthouseClient client, TeamNotified notice) {}

    /** What a member calls itself or has set in a team changed. Best effort. */
    default void teamMember(PosthouseClient client, TeamMember member) {}

    /** Own messages in a team were read. Best effort: {@link Teams#reads} asks. */
    default void teamReads(PosthouseClient client, Conversation team, List<ReadCount> counts) {}

    /** Sessions that changed since the client's state, or the latest ones if it had none. */
    default void sessions(PosthouseClient client, List<Session> sessions) {}

    /** A session changed on another device. */
    default void session(PosthouseClient client, Session session) {}

    /** Something about the account changed: protocol.md, "Account changes". */
    default void changed(PosthouseClient client, JsonObject change) {}

    /** A friend came, changed or went, also by another device of the account; {@link #changed} tells the same. */
    default void friend(PosthouseClient client, FriendChanged change) {}

    /** Somebody said something about a friendship, also the own account on another device; {@link #changed} tells the same. */
    default void friendNotice(PosthouseClient client, FriendNotified notice) {}

    /** The server tells all accounts something, now or while this device was away. */
    default void broadcasts(PosthouseClient client, List<Broadcast> broadcasts) {}

    /** What accounts that this one has subscribed to say of their state, now, or what holds after a login. */
    default void statuses(PosthouseClient client, List<Status> statuses) {}

    /** Somebody did something in a channel, now or while this device was away. */
    default void signal(PosthouseClient client, Signal signal) {}

    /**
     * The app's own server tells this account something. Best effort.
     *
     * @param from an account; null if the server names none
     */
    default void proxyMsg(PosthouseClient client, @Nullable String from, String body, long time) {}

    /** Both lists anew. */
    default void relations(PosthouseClient client, List<String> black, List<String> mute) {}

    /** Another device of the account came or went. */
    default void device(PosthouseClient client, OnlineDevice device, boolean online) {}

    /** A login, the first one or a later one by itself. */
    default void loggedIn(PosthouseClient client, JsonObject login) {}

    /** The sync after a login is done; live events follow. */
    default void synced(PosthouseClient client) {}

    /**
     * The line dropped.
     *
     * @param code the WebSocket's close code, 1006 if there was none
     */
    default void disconnected(PosthouseClient client, int code) {}

    /** The client will come back by itself. */
    default void willReconnect(PosthouseClient client, long delayMillis) {}

    /**
     * Pushed out; the client stays away.
     *
     * @param reason as protocol.md names it
     */
    default void kicked(PosthouseClient client, String reason) {}

    /** A note was wrong. */
    default void refused(PosthouseClient client, ClientException refusal) {}

    /** Every frame as it came, before anything is made of it; for tests and measuring. */
    default void frame(PosthouseClient client, String text) {}
}
