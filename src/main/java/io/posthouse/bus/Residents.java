package io.posthouse.bus;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which connection verticles of this node hold connections of an account. The connection verticles write it, the routing
 * verticles read it; any thread may. It grows with the accounts connected here and with nothing else.
 */
public final class Residents {
    private static final int[] NOWHERE = {};

    private final ConcurrentMap<String, int[]> verticles = new ConcurrentHashMap<>();
    private final TeamResidents teams = new TeamResidents();

    /** The same of teams: which verticles hold connections of a team's members. */
    public TeamResidents teams() {
        return teams;
    }

    /** Connection verticle {@code n} has its first connection of this account. */
    public void add(String account, int n) {
        verticles.compute(account, (key, old) -> old == null ? new int[] {n} : with(old, n));
    }

    /** Connection verticle {@code n} has lost its last connection of this account. */
    public void remove(String account, int n) {
        verticles.computeIfPresent(account, (key, old) -> {
            int[] rest = without(old, n);
            return rest.length == 0 ? null : rest;
        });
    }

    /** The numbers of the verticles, in no order; the caller must not change the array. */
    public int[] of(String account) {
        return verticles.getOrDefault(account, NOWHERE);
    }

    /** How many accounts are connected to this node. */
    public int size() {
        return verticles.size();
    }

    static int[] with(int[] old, int n) {
        if (Arrays.stream(old).anyMatch(other -> other == n)) {
            return old;
        }
        int[] more = Arrays.copyOf(old, old.length + 1);
        more[old.length] = n;
        return more;
    }

    static int[] without(int[] old, int n) {
        return Arrays.stream(old).filter(other -> other != n).toArray();
    }
}
