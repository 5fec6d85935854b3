package io.posthouse.connection;

import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Push;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands what the routers sent to the connections it is for, and takes notice of who comes to a team or leaves it. */
final class Sorting {
    private final Roster roster;
    private final Teams teams;
    private final WatchGap gap;
    private final int wires;

    Sorting(Station station, List<Wire> wires) {
        this.roster = station.roster();
        this.teams = station.teams();
        this.gap = new WatchGap(station);
        this.wires = wires.size();
    }

    void sort(List<Push> pushes) {
        pushes.forEach(this::sort);
    }

    /** Hands what everybody is told to each connection that somebody is logged in on. */
    void tellEverybody(List<Push> pushes) {
        for (Push push : pushes) {
            Parcel parcel = new Parcel(push, wires, Set.of());
            roster.all().forEach(connection -> hand(parcel, connection));
        }
    }

    private void sort(Push push) {
        Conversation team = push.team();
        if (team != null && push.onlyConnection().isEmpty()) {
            handToMembers(push, team);
            return;
        }
        Parcel parcel = new Parcel(push, wires, Set.of());
        if (!push.onlyConnection().isEmpty()) {
            Connection connection = roster.byId(push.onlyConnection());
            if (connection != null) {
                hand(parcel, connection);
            }
            return;
        }
        for (String account : push.accounts()) {
            handToAll(parcel, account);
        }
    }

    /** Each account once, whether it is a member or named. */
    private void handToMembers(Push push, Conversation team) {
        TeamMove move = TeamMove.of(push);
        Set<String> newcomers = move == null ? Set.of() : new HashSet<>();
        boolean isNews = move != null && teams.begin(move, newcomers);
        Parcel parcel = new Parcel(push, wires, newcomers);
        String[] members = teams.roster().members(team);
        for (String account : push.accounts()) {
            if (!teams.roster().has(team, account)) {
                handToAll(parcel, account);
            }
        }
        Set<String> unseenBy = Set.copyOf(push.unseenBy());
        for (String account : members) {
            if (!unseenBy.contains(account)) {
                handToAll(parcel, account);
            }
        }
        if (move != null && isNews) {
            teams.finish(move);
            gap.close(move);
        }
    }

    private void handToAll(Parcel parcel, String account) {
        List<Connection> connections = roster.of(account);
        // By index from the end: a connection that is closed by what it is handed leaves the list.
        for (int i = connections.size() - 1; i >= 0; i--) {
            hand(parcel, connections.get(i));
        }
    }

    private static void hand(Parcel parcel, Connection connection) {
        Feed feed = connection.feed();
        if (parcel.event() instanceof Event.Kicked kick) {
            connection.kicked(kick);
        } else if (feed != null && !connection.isClosed()) {
            feed.offer(parcel);
        }
    }
}
