package io.posthouse.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the devices of an account are told. Events may be lost on the way to a node; what each carries (seq, previous
 * time, change time, journal number) lets the connection notice and read the missing part from the store (D2).
 */
public sealed interface Event {

    /**
     * An entry of a conversation.
     *
     * @param previousTime the time of the entry before it in the log, 0 for the first: tells a connection that has not
     *     seen this conversation yet whether it missed something
     */
    record Arrived(Entry entry, long previousTime) implements Event {}

    /**
     * {@code reader} has read up to {@code time} (C1); for the peer's devices and the reader's others.
     *
     * @param changedAt the session's change time, see {@link SessionState#changedAt}
     */
    record ReceiptMoved(
            Conversation conversation,
            String reader,
            long time,
            @Nullable String idClient,
            long changedAt) implements Event {}

    /** The account's session read mark moved (C3); for its own devices. */
    record SessionRead(Conversation conversation, long time, long unread, long changedAt) implements Event {}

    /**
     * Something about the account itself changed; for its own devices, kept for those that are away.
     *
     * @param number 1, 2, 3 … per account without gaps
     */
    record AccountChanged(long number, Change change) implements Event {}

    /** Members have read messages sent with needACK (C2); for the senders' devices, best effort: the counts can be asked for. */
    record TeamReadsMoved(Conversation team, List<ReadCount> counts) implements Event {}

    /** A member's nick, ext or quiet changed; for the members, best effort: a team's memberUpdateTime tells that something did. */
    record TeamMemberChanged(TeamMember member) implements Event {}

    /**
     * Somebody sent a custom notification that is stored nowhere; for the receiver or the members, except for who sent it. Best
     * effort: what is lost stays lost.
     */
    record SysMsgSent(SysMsg sysMsg) implements Event {}

    /** The server tells all accounts something. Best effort: what a device has not acknowledged comes at its next login. */
    record BroadcastCame(Broadcast broadcast) implements Event {}

    /**
     * The app's own server tells the account's connected devices something, see {@link Command.SendProxyMsg}. Best effort: what is lost
     * stays lost.
     *
     * @param from an account; null if the server names none
     */
    record ProxyMsgCame(@Nullable String from, String body, long time) implements Event {}

    /** Something happened in a channel; for those it concerns, and own devices. Best effort; what is kept is a {@link Change}. */
    record SignalCame(Signal signal) implements Event {}

    /** What others, or own devices, say of their state. Best effort: what holds is told again at the next login. */
    record StatusesCame(List<Status> statuses) implements Event {}

    /** Another device of the account came or went. */
    record DeviceChanged(OnlineDevice device, boolean online) implements Event {}

    /** This connection is pushed out. Addressed to a connection, not to an account. */
    record Kicked(KickReason reason, @Nullable ClientType by) implements Event {}

    /** A change of an account's own things. */
    sealed interface Change {
        /** Messages were deleted for the account alone (A4). */
        record MessagesDeleted(List<DeletedMessage> messages, long time) implements Change {}

        /** A conversation's history was cleared for the account alone, up to {@code upTo} ms (A4). */
        record HistoryCleared(Conversation conversation, long upTo, long time) implements Change {}

        /**
         * A session came on top of the list, changed there, or went.
         *
         * @param top as it is now, or was when it went
         */
        record StickTopChanged(StickTop top, StickTopDeed deed) implements Change {}

        /** The account's own text about a session changed. */
        record SessionUpdated(
                Conversation conversation, @Nullable String ext, long time) implements Change {}

        /** The account has deleted sessions from its list. */
        record SessionsDeleted(List<Conversation> conversations, long time) implements Change {}

        record RelationChanged(RelationKind kind, String other, boolean on, long time) implements Change {}

        record CardChanged(Card card) implements Change {}

        /** Something happened in a channel that waits for who is offline. */
        record SignalReceived(Signal signal) implements Change {}

        /** A custom notification came that waits for who is offline. */
        record SysMsgReceived(SysMsg sysMsg) implements Change {}

        /**
         * A friend came, changed or went.
         *
         * @param by the account that did it
         */
        record FriendChanged(Friend friend, FriendDeed deed, String by) implements Change {}

        /**
         * Something was said about a friendship: to the other account, and (an application, a rejection) to the own devices.
         *
         * @param from who did it
         */
        record FriendNotified(
                FriendDeed deed,
                String from,
                String to,
                @Nullable String ps,
                long time) implements Change {}

        /**
         * Somebody wants in, or wants the account in, or says no to that.
         *
         * @param team as it was when this was said
         * @param from who applied, rejected or invited
         * @param attach the app's own text
         */
        record TeamNotified(
                TeamNotice notice,
                Team team,
                String from,
                @Nullable String ps,
                @Nullable String attach,
                long time) implements Change {}
    }

    /**
     * @param ext the app's own text about the deletion, at most 1,024 bytes
     */
    record DeletedMessage(
            Conversation conversation,
            String idServer,
            String idClient,
            String from,
            long messageTime,
            @Nullable String ext) {}
}
