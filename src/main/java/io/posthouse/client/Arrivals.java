package io.posthouse.client;

import java.util.List;

/** Takes notice of what is here, so that it is acknowledged. */
interface Arrivals {
    /** A session's messages, recalls and notifications up to a time. */
    void arrived(String sessionId, long time);

    /** The account's changes up to a number. */
    void changeArrived(long number);

    /** What the server told all accounts. */
    void broadcastsArrived(List<Long> ids);
}
