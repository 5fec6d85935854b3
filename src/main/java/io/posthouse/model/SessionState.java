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
        long peerReceiptTime) {}
