package io.posthouse.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to the devices of some accounts, of a team's members, or of both.
 *
 * @param accounts whose devices get it
 * @param team whose members get it too, wherever they are connected; null for none
 * @param watchers the bus addresses of connection verticles of any node where members of the team are connected, as far as the
 *     store knows
 * @param unseenBy members who are not to get it, for it is about what they never saw
 * @param exceptConnection the connection that caused it and has its answer already; empty for none
 * @param onlyConnection if not empty, the one connection it is for
 */
public record Push(
        List<String> accounts,
        @Nullable Conversation team,
        List<String> watchers,
        List<String> unseenBy,
        Event event,
        String exceptConnection,
        String onlyConnection) {

    /** A node of an earlier version names nobody who is not to get it. */
    public Push {
        unseenBy = unseenBy == null ? List.of() : unseenBy;
    }

    public static Push to(List<String> accounts, Event event, String exceptConnection) {
        return new Push(accounts, null, List.of(), List.of(), event, exceptConnection, "");
    }

    /** For the members of a team, and for accounts who are none yet or no more. */
    public static Push toTeam(
            Conversation team, List<String> watchers, List<String> accounts, Event event, String exceptConnection) {
        return toTeam(team, watchers, accounts, List.of(), event, exceptConnection);
    }

    /** The same, but not for some of the members. */
    public static Push toTeam(
            Conversation team,
            List<String> watchers,
            List<String> accounts,
            List<String> unseenBy,
            Event event,
            String exceptConnection) {
        return new Push(accounts, team, watchers, unseenBy, event, exceptConnection, "");
    }

    public static Push toConnection(String account, String connectionId, Event event) {
        return new Push(List.of(account), null, List.of(), List.of(), event, "", connectionId);
    }
}
