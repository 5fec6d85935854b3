package io.posthouse.model;

/**
 * That an account wants to be told a type of status of another account, see {@link Status}. It ends by itself.
 *
 * @param account whose
 * @param lifeMillis how long it was to last when it was made
 * @param sync whether what held at that time was to be told at once
 * @param time ms when it was made
 */
public record Subscription(int type, String account, long lifeMillis, boolean sync, long time) {

    public boolean holdsAt(long millis) {
        return millis < time + lifeMillis;
    }
}
