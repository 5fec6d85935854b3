package io.posthouse.connection;

import io.posthouse.bus.TeamResidents;
import io.posthouse.model.Conversation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the accounts connected to one verticle are in which team. Used on its event loop. Memory grows with the
 * memberships of the connected accounts and not with the members of their teams.
 */
final class TeamRoster {
    private static final String[] NOBODY = {};

    private final int n;
    private final TeamResidents residents;
    private final Map<Conversation, Seats> teams = new HashMap<>();
    private final Map<String, Set<Conversation>> byAccount = new HashMap<>();
    /** Teams without anybody here, the one that is so for longest first. */
    private final Map<Conversation, Long> emptySinceMillis = new LinkedHashMap<>();

    TeamRoster(int n, TeamResidents residents) {
        this.n = n;
        this.residents = residents;
    }

    /** From here on the router sends what is for the team to this verticle. Whether the account was not in it yet. */
    boolean add(Conversation team, String account) {
        Seats seats = teams.computeIfAbsent(team, key -> new Seats());
        if (!seats.accounts.add(account)) {
            return false;
        }
        seats.asArray = null;
        if (seats.accounts.size() == 1) {
            emptySinceMillis.remove(team);
            residents.add(team, n);
        }
        byAccount.computeIfAbsent(account, key -> new HashSet<>(4)).add(team);
        return true;
    }

    void remove(Conversation team, String account, long nowMillis) {
        Set<Conversation> own = byAccount.get(account);
        if (own != null && own.remove(team)) {
            leave(team, account, nowMillis);
            if (own.isEmpty()) {
                byAccount.remove(account);
            }
        }
    }

    /** The account is in no team any more, as far as this verticle is concerned. */
    void removeAll(String account, long nowMillis) {
        Set<Conversation> own = byAccount.remove(account);
        if (own != null) {
            own.forEach(team -> leave(team, account, nowMillis));
        }
    }

    private void leave(Conversation team, String account, long nowMillis) {
        Seats seats = teams.get(team);
        if (seats == null) {
            return;
        }
        seats.accounts.remove(account);
        seats.asArray = null;
        if (seats.accounts.isEmpty()) {
            residents.remove(team, n);
            emptySinceMillis.put(team, nowMillis);
        }
    }

    /** Forgets teams that have been empty since then, some at most, and says which. */
    List<Conversation> sweep(long emptyBeforeMillis, int countMax) {
        List<Conversation> swept = new ArrayList<>();
        for (Map.Entry<Conversation, Long> empty : emptySinceMillis.entrySet()) {
            if (empty.getValue() > emptyBeforeMillis || swept.size() == countMax) {
                break;
            }
            swept.add(empty.getKey());
        }
        swept.forEach(emptySinceMillis::remove);
        swept.forEach(teams::remove);
        return swept;
    }

    /** The team's accounts connected here; the array is the roster's own and does not change. */
    String[] members(Conversation team) {
        Seats seats = teams.get(team);
        if (seats == null) {
            return NOBODY;
        }
        String[] members = seats.asArray;
        if (members == null) {
            members = seats.accounts.toArray(NOBODY);
            seats.asArray = members;
        }
        return members;
    }

    boolean has(Conversation team, String account) {
        Seats seats = teams.get(team);
        return seats != null && seats.accounts.contains(account);
    }

    /** The account's teams; the set is the roster's own. */
    Set<Conversation> of(String account) {
        return byAccount.getOrDefault(account, Set.of());
    }

    /** Teams that have somebody here. */
    boolean isHere(Conversation team) {
        Seats seats = teams.get(team);
        return seats != null && !seats.accounts.isEmpty();
    }

    /** A copy of the teams that have somebody here. */
    Collection<Conversation> all() {
        List<Conversation> here = new ArrayList<>(teams.size() - emptySinceMillis.size());
        teams.forEach((team, seats) -> {
            if (!seats.accounts.isEmpty()) {
                here.add(team);
            }
        });
        return here;
    }

    /** The time of the last move that was taken in; 0 for none, or if the team is not known here. */
    long movedAt(Conversation team) {
        Seats seats = teams.get(team);
        return seats == null ? 0 : seats.movedAt;
    }

    void moved(Conversation team, long time) {
        Seats seats = teams.get(team);
        if (seats != null) {
            seats.movedAt = Math.max(seats.movedAt, time);
        }
    }

    private static final class Seats {
        private final Set<String> accounts = new HashSet<>(4);
        private String @Nullable [] asArray;
        private long movedAt;
    }
}
