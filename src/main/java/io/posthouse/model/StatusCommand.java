package io.posthouse.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked about statuses, see {@link Status}. Whether an account exists, or has blocked the caller, is not told. */
public sealed interface StatusCommand extends Command.ClientCommand {
    long LIFE_MILLIS_MIN = 60_000;
    long LIFE_MILLIS_MAX = 30L * 24 * 3600 * 1000;

    /** Accounts of one command. */
    int ACCOUNTS_MAX = 100;

    int type();

    /**
     * Tells the subscribers. Answered with {@link Answer.StatusPublished}; fails with {@code LIMIT_REACHED} if statuses of too many
     * types are kept. Asked again it is told again.
     *
     * @param lifeMillis how long it holds
     * @param kept whether who subscribes or connects later is told, as long as it holds and no other of the type is published
     * @param toSelf whether the account's other devices are told too
     */
    record PublishStatus(
            int type, int value, @Nullable String ext, String idClient, long lifeMillis, boolean kept, boolean toSelf)
            implements StatusCommand {}

    /**
     * Subscribes to a type of status of accounts, for all devices of the caller's account; again: for another time. Answered with
     * {@link Answer.Subscribed}.
     *
     * @param accounts 1 to {@link #ACCOUNTS_MAX}
     * @param sync whether the caller's device is told at once what holds now
     */
    record SubscribeStatus(int type, List<String> accounts, long lifeMillis, boolean sync) implements StatusCommand {}

    /**
     * Answered with {@link Answer.Subscribed}, of which none failed.
     *
     * @param accounts at most {@link #ACCOUNTS_MAX}; none: all that the account has of the type
     */
    record UnsubscribeStatus(int type, List<String> accounts) implements StatusCommand {}

    /**
     * Answered with {@link Answer.Subscriptions}.
     *
     * @param accounts at most {@link #ACCOUNTS_MAX}; none: all that the account has of the type
     */
    record GetSubscriptions(int type, List<String> accounts) implements StatusCommand {}

    /**
     * What holds of all that the account has subscribed to. Answered with {@link Answer.Statuses}.
     *
     * @param page empty for the first; digits
     */
    record GetStatuses(String page) implements StatusCommand {
        @Override
        public int type() {
            return Status.CONNECTED;
        }
    }
}
