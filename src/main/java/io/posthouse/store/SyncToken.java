package io.posthouse.store;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a sync goes on. It walks down from the newest session; if something changed while it did, it walks up through
 * that, for a session that moved to the top has left the part that was still to come.
 *
 * @param phase {@code first}, {@code down} or {@code up}
 * @param syncTime ms
 * @param lowest sessions that changed up to this ms are not looked at
 * @param stateAbove sessions that changed up to this ms are told only if something is undelivered
 * @param nextTime change time to go on at; empty for the beginning of the phase
 * @param nextSession the last session looked at; empty for none
 */
record SyncToken(String phase, long syncTime, long lowest, long stateAbove, String nextTime, String nextSession) {
    static final SyncToken FIRST = new SyncToken("first", 0, 0, 0, "", "");
    private static final Pattern FORM =
            Pattern.compile("(down|up)!(\\d{1,15})!(\\d{1,15})!(\\d{1,15})!(\\d{0,15})!([a-zA-Z0-9_@.:-]{0,80})");

    static SyncToken parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new FaultException(Fault.INVALID, "page");
        }
        return new SyncToken(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                matcher.group(5),
                matcher.group(6));
    }

    String text() {
        return phase + "!" + syncTime + "!" + lowest + "!" + stateAbove + "!" + nextTime + "!" + nextSession;
    }

    /** What comes after the answer of sync.lua, or nothing. */
    Optional<SyncToken> next(Reply reply) {
        String time = reply.get(5).toString();
        String session = reply.get(6).toString();
        String walk = phase.equals("up") ? "up" : "down";
        if (!session.isEmpty()) {
            return Optional.of(new SyncToken(walk, reply.number(1), reply.number(2), reply.number(3), time, session));
        }
        boolean moved = phase.equals("down") && reply.number(7) > 0;
        return moved
                ? Optional.of(new SyncToken("up", reply.number(1), reply.number(2), reply.number(3), "", ""))
                : Optional.empty();
    }
}
