package io.posthouse.client;

import io.posthouse.model.Scene;
import org.jspecify.annotations.Nullable;

/**
 * A session as the gateway told it. After the sync a change tells only what changed: the rest is -1.
 *
 * @param to the other account, or the team
 * @param readTime the account's own read mark, ms
 * @param receiptTime up to where the account has sent a receipt, ms
 * @param peerReceiptTime up to where the other has, ms
 * @param time of the last change, ms
 */
public record Session(
        String sessionId,
        Scene scene,
        String to,
        long unread,
        long readTime,
        long receiptTime,
        long peerReceiptTime,
        long highSeq,
        long time,
        @Nullable ChatMessage lastMsg) {}
