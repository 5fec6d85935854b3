package io.posthouse.connection;

import io.posthouse.bus.Residents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of one verticle, by id and, once logged in, by account. Used on its event loop. */
final class Roster {
    private final int n;
    private final Residents residents;
    private final AccountRates rates;
    private final Map<String, Connection> byId = new LinkedHashMap<>();
    private final Map<String, List<Connection>> byAccount = new HashMap<>();

    Roster(int n, Residents residents, AccountRates rates) {
        this.n = n;
        this.residents = residents;
        this.rates = rates;
    }

    void opened(Connection connection) {
        byId.put(connection.connectionId(), connection);
    }

    /** From here on the router sends what is for the account to this verticle. */
    void joined(Connection connection, String account) {
        List<Connection> connections = byAccount.get(account);
        if (connections == null) {
            connections = new ArrayList<>(1);
            byAccount.put(account, connections);
            residents.add(account, n);
        }
        connections.add(connection);
    }

    /** The socket is closed. */
    void closed(Connection connection) {
        byId.remove(connection.connectionId());
    }

    /** Nothing is pushed to the connection any more. */
    void left(Connection connection, String account) {
        List<Connection> connections = byAccount.get(account);
        if (connections != null && connections.remove(connection) && connections.isEmpty()) {
            byAccount.remove(account);
            residents.remove(account, n);
            if (residents.of(account).length == 0) {
                rates.forget(account);
            }
        }
    }

    @Nullable Connection byId(String connectionId) {
        return byId.get(connectionId);
    }

    /** The account's connections; the list is the roster's own. */
    List<Connection> of(String account) {
        return byAccount.getOrDefault(account, List.of());
    }

    /** A copy, so that connections may leave while it is walked. */
    List<Connection> all() {
        return new ArrayList<>(byId.values());
    }

    Collection<String> accounts() {
        return byAccount.keySet();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }
}
