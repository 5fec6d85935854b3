package io.posthouse.client;

/** Where a message stands (M3): the first five on the sender's side, {@code UNREAD} and {@code READ} on the receiver's. */
public enum MessageStatus {
    SENDING,
    SENT,
    SEND_FAILED,
    REFUSED,
    RECEIPT,
    UNREAD,
    READ,
    DELETED
}
