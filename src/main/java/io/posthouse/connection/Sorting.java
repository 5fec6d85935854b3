package io.posthouse.connection;

import io.posthouse.model.Event;
import io.posthouse.model.Push;
import java.util.List;

/** Hands what the routers sent to the connections it is for. */
final class Sorting {
    private final Roster roster;
    private final int wires;

    Sorting(Roster roster, List<Wire> wires) {
        this.roster = roster;
        this.wires = wires.size();
    }

    void sort(List<Push> pushes) {
        pushes.forEach(this::sort);
    }

    private void sort(Push push) {
        Parcel parcel = new Parcel(push, wires);
        if (!push.onlyConnection().isEmpty()) {
            Connection connection = roster.byId(push.onlyConnection());
            if (connection != null) {
                hand(parcel, connection);
            }
            return;
        }
        for (String account : push.accounts()) {
            List<Connection> connections = roster.of(account);
            // By index from the end: a connection that is closed by what it is handed leaves the list.
            for (int i = connections.size() - 1; i >= 0; i--) {
                hand(parcel, connections.get(i));
            }
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
