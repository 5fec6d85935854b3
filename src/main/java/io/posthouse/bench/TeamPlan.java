package io.posthouse.bench;

import java.time.Duration;

/**
 * How a team run looks: one member talks, others are connected and have to hear it, the rest is away.
 *
 * @param members of the super team, with the one who talks
 * @param connected members that have to hear everything, besides the one who talks
 * @param messages said one by one in silence, whose way to the last receiver is timed
 * @param bodyChars of each message
 * @param acknowledges whether receivers acknowledge what they heard, as clients do
 * @param pause of silence before each of these messages
 * @param window in which the next message follows as soon as everybody has heard the last one: what is measured is its cost
 * @param patience how long a message may take to everybody
 * @param settle how long, in the end, a second copy of something is waited for
 */
record TeamPlan(
        int members,
        int connected,
        int messages,
        int bodyChars,
        boolean acknowledges,
        Duration pause,
        Duration window,
        Duration patience,
        Duration settle) {
    static final int WARM_UP_MESSAGES = 20;

    TeamPlan {
        if (connected < 1 || members <= connected) {
            throw new BenchException("There have to be more members (" + members + ") than connected ones (" + connected
                    + "), of which at least one.");
        }
        if (messages < 1) {
            throw new BenchException("There has to be at least one message.");
        }
        if (bodyChars < TeamTalker.BODY_CHARS_MIN) {
            throw new BenchException("A body has at least " + TeamTalker.BODY_CHARS_MIN + " characters.");
        }
    }
}
