package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * What is asked about channels, see {@link Channel}. Where not said otherwise answered with {@link Answer.InChannel}; fails with {@code
 * NOT_FOUND} for a channel that is none or has ended, and with {@code NOT_A_MEMBER} for who has to be in it.
 */
public sealed interface ChannelCommand extends Command.ClientCommand {
    int REQUEST_ID_CHARS_MAX = 128;

    /**
     * What the others are told, and how.
     *
     * @param ext the app's own text
     * @param kept whether it waits for who is offline until a device of theirs has acknowledged it
     */
    record Tell(@Nullable String ext, boolean kept) {}

    /**
     * @param to who is invited
     * @param requestId names the invitation
     * @param pushInfo a JSON object as text
     */
    record Invitation(
            String to,
            String requestId,
            Tell tell,
            @Nullable String pushInfo) {}

    /**
     * Fails with {@code ALREADY_EXISTS} if a channel of the name lives.
     *
     * @param name null: any
     */
    record CreateChannel(
            ChannelType type,
            @Nullable String name,
            @Nullable String ext) implements ChannelCommand {}

    /** The channel of that name, and who is in it. */
    record FindChannel(String name) implements ChannelCommand {}

    /** Those that the account is in. Answered with {@link Answer.Channels}. */
    record GetChannels() implements ChannelCommand {}

    /** A member says that it stays. */
    record DelayChannel(String channelId) implements ChannelCommand {}

    /** Ends it for all; a member or who made it may. */
    record CloseChannel(String channelId, Tell tell) implements ChannelCommand {}

    /**
     * Fails with {@code IN_CHANNEL}, {@code IN_CHANNEL_ELSEWHERE} (another device of the account is), {@code UID_TAKEN} or {@code
     * LIMIT_REACHED}.
     *
     * @param uid 0: any that is free
     */
    record JoinChannel(String channelId, long uid, Tell tell) implements ChannelCommand {}

    record LeaveChannel(String channelId, Tell tell) implements ChannelCommand {}

    /** A member invites. Fails with {@code IN_CHANNEL} if it is a member already, {@code LIMIT_REACHED}. */
    record InviteToChannel(String channelId, Invitation invitation) implements ChannelCommand {}

    /**
     * Who invited takes it back. Fails with {@code INVITATION_OVER}, {@code INVITATION_REJECTED} or {@code INVITATION_ACCEPTED}.
     *
     * @param to who was invited
     */
    record CancelInvitation(String channelId, String to, String requestId, Tell tell) implements ChannelCommand {}

    /**
     * Fails as {@link CancelInvitation}.
     *
     * @param from who invited
     */
    record RejectInvitation(String channelId, String from, String requestId, Tell tell) implements ChannelCommand {}

    /**
     * Fails as {@link CancelInvitation}, and as {@link JoinChannel}: then it is not accepted either.
     *
     * @param from who invited
     * @param join whether the account joins at once
     * @param uid as in {@link JoinChannel}
     */
    record AcceptInvitation(String channelId, String from, String requestId, Tell tell, boolean join, long uid)
            implements ChannelCommand {}

    /**
     * A member tells another one, or all others.
     *
     * @param to null: all others
     */
    record SendSignal(
            String channelId, @Nullable String to, @Nullable String ext) implements ChannelCommand {}

    /** Makes a channel, joins and invites. */
    record Call(CreateChannel create, long uid, Invitation invitation) implements ChannelCommand {}
}
