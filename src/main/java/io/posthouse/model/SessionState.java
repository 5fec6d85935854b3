package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A conversation as one account sees it.
 *
 * @param highSeq the log's last seq
 * @param highTime the time of the log's last entry
 * @param changedAt when anything about this session last changed, in ms; what a high-water mark compares
 * @param last the newest message the account may see, if any is kept
 * @param unread messages of others after {@code readTime} that count (C3)
 * @param readTime up to where the account has read (session read mark), 0 for never
 * @param receiptTime up to where the account has sent a receipt (p2p), 0 for never
 * @param peerReceiptTime up to where the other has sent a receipt (p2p), 0 for never
 * @param ext what the account itself keeps about it
 * @param deletedUpTo the account has deleted the session from its list, up to this entry's time; 0 for never
 */
public record SessionState(
        Conversation conversation,
        long highSeq,
        long highTime,
        long changedAt,
        @Nullable Message last,
        long unread,
        long readTime,
        long receiptTime,
        long peerReceiptTime,
        @Nullable String ext,
        long deletedUpTo) {

    /** One about which the account keeps nothing. */
    public SessionState(
            Conversation conversation,
            long highSeq,
            long highTime,
            long changedAt,
            @Nullable Message last,
            long unread,
            long readTime,
            long receiptTime,
            long peerReceiptTime) {
        this(conversation, highSeq, highTime, changedAt, last, unread, readTime, receiptTime, peerReceiptTime, null, 0);
    }

    /** Whether it is off the account's list: nothing came since it was deleted. */
    public boolean deleted() {
        return deletedUpTo > 0 && highTime <= deletedUpTo;
    }
}
