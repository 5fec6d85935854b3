package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * What an account may do about its friends. Whether the other account exists, or has blocked this one, cannot be told from an
 * answer: it is done as if it had worked, and nobody hears of it (S5). What changes two accounts is done in steps that repeating
 * it brings to their end.
 */
public sealed interface FriendCommand extends Command.ClientCommand {

    /**
     * Adds, applies, passes or rejects. Answered with {@link Answer.Done}; fails with {@code NOT_FOUND} where no application waits
     * that could be answered, and with {@code LIMIT_REACHED}.
     *
     * @param ps told to the other account, at most as long as a body
     */
    record Befriend(FriendDeed deed, String other, @Nullable String ps) implements FriendCommand {}

    /**
     * Ends a friendship for both. Answered with {@link Answer.Done}, also if there was none.
     *
     * @param withAlias whether the alias is forgotten too; otherwise it is there again with the friendship
     */
    record DeleteFriend(String other, boolean withAlias) implements FriendCommand {}

    /**
     * Changes what the account says of a friend; null leaves a text as it is, an empty one takes it away. Answered with {@link
     * Answer.Done}; fails with {@code NOT_FOUND} for who is no friend.
     */
    record UpdateFriend(
            String other,
            @Nullable String alias,
            @Nullable String ext,
            @Nullable String serverExt) implements FriendCommand {}

    /**
     * Lists friends by their last change. Answered with {@link Answer.Friends}.
     *
     * @param since only what changed after this {@code updateTime}; 0 for all
     * @param page the answer's {@code nextPage}, or empty
     */
    record GetFriends(long since, String page) implements FriendCommand {}
}
