package io.posthouse.model;

/** One entry of a conversation's log: a message, an event that happened to one, or a custom notification that is kept. Entries of a log are ordered by seq. */
public sealed interface Entry permits Message, Recalled, SysMsg {
    Conversation conversation();

    /** 1, 2, 3 … in its conversation, without gaps as assigned, never reused. */
    long seq();

    /** Milliseconds since 1970 by the store's clock; rises strictly inside a conversation (S3). */
    long time();

    /** The account that caused the entry. */
    String from();

    /** The device that caused it. */
    String fromDeviceId();
}
