package io.posthouse.bench;

import java.time.Duration;

/**
 * How a closed-loop run looks: each account always has as many sends in flight, to its partner.
 *
 * @param accounts even, at least 2: they talk in pairs
 * @param inFlight sends of one account waiting for their answer
 * @param bodyChars of each message
 * @param warmUp before anything is measured
 * @param window what is measured
 * @param settle how long, after the window, everything sent may take to arrive
 */
record LoadPlan(int accounts, int inFlight, int bodyChars, Duration warmUp, Duration window, Duration settle) {
    /** A body carries its number and the time it was sent. */
    static final int BODY_CHARS_MIN = 48;

    LoadPlan {
        if (accounts < 2 || accounts % 2 != 0) {
            throw new IllegalArgumentException("accounts must be an even number of at least 2, was " + accounts);
        }
        if (inFlight < 1 || inFlight > 64) {
            throw new IllegalArgumentException("in-flight must be from 1 to 64, was " + inFlight);
        }
        if (bodyChars < BODY_CHARS_MIN) {
            throw new IllegalArgumentException("body must be at least " + BODY_CHARS_MIN + ", was " + bodyChars);
        }
    }
}
