package io.posthouse.client;

/** Takes notice of what is here, so that it is acknowledged. */
interface Arrivals {
    /** A session's messages, recalls and notifications up to a time. */
    void arrived(String sessionId, long time);

    /** The account's changes up to a number. */
    void changeArrived(long number);
}
