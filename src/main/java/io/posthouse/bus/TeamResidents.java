package io.posthouse.bus;

import io.posthouse.model.Conversation;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which connection verticles of this node hold connections of members of a team. The connection verticles write it, the
 * routing verticles read it; any thread may. It grows with the teams whose members are connected here, not with the members.
 */
public final class TeamResidents {
    private static final int[] NOWHERE = {};

    private final ConcurrentMap<Conversation, int[]> verticles = new ConcurrentHashMap<>();

    /** Connection verticle {@code n} has its first member of this team. */
    public void add(Conversation team, int n) {
        verticles.compute(team, (key, old) -> old == null ? new int[] {n} : Residents.with(old, n));
    }

    /** Connection verticle {@code n} has lost its last member of this team. */
    public void remove(Conversation team, int n) {
        verticles.computeIfPresent(team, (key, old) -> {
            int[] rest = Residents.without(old, n);
            return rest.length == 0 ? null : rest;
        });
    }

    /** The numbers of the verticles, in no order; the caller must not change the array. */
    public int[] of(Conversation team) {
        return verticles.getOrDefault(team, NOWHERE);
    }

    /** How many teams have members connected to this node. */
    public int size() {
        return verticles.size();
    }
}
