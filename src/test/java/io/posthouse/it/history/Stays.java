package io.posthouse.it.history;

import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who was in which team from when to when, and as what (T1, T3). Everybody is in every one-to-one conversation, always. */
public final class Stays {
    private static final long STILL = Long.MAX_VALUE;

    private final Map<Conversation, Map<String, List<Stay>>> stays = new HashMap<>();
    private final Map<Conversation, Map<String, Character>> roles = new HashMap<>();
    private final Map<Conversation, Set<String>> muted = new HashMap<>();

    /**
     * Both ends included.
     *
     * @param from time of the notification that told of joining
     * @param to time of the one that told of leaving
     */
    private record Stay(long from, long to) {}

    /** @param role o, m or n */
    public void join(Conversation team, String account, char role, long time) {
        of(team, account).add(new Stay(time, STILL));
        rolesIn(team).put(account, role);
    }

    public void leave(Conversation team, String account, long time) {
        List<Stay> own = of(team, account);
        own.set(own.size() - 1, new Stay(own.get(own.size() - 1).from, time));
        rolesIn(team).remove(account);
        mute(team, account, false);
    }

    void appoint(Conversation team, String account, boolean on) {
        rolesIn(team).put(account, on ? 'm' : 'n');
    }

    void mute(Conversation team, String account, boolean on) {
        Set<String> all = muted.computeIfAbsent(team, t -> new HashSet<>());
        if (on) {
            all.add(account);
        } else {
            all.remove(account);
        }
    }

    boolean isMuted(Conversation team, String account) {
        return muted.getOrDefault(team, Set.of()).contains(account);
    }

    /** Account to role, of those who are in the team now. */
    Map<String, Character> rolesIn(Conversation team) {
        return roles.computeIfAbsent(team, t -> new TreeMap<>());
    }

    public Set<String> members(Conversation team) {
        return Set.copyOf(rolesIn(team).keySet());
    }

    /** 0 for who is none. */
    public char roleOf(Conversation team, String account) {
        return rolesIn(team).getOrDefault(account, '\0');
    }

    /** Whether the account is or was in the team: then it is a session of its. */
    public boolean wasIn(Conversation team, String account) {
        return !of(team, account).isEmpty();
    }

    /** T3. */
    public boolean sees(String account, Entry entry) {
        Conversation conversation = entry.conversation();
        return !conversation.isTeam()
                || of(conversation, account).stream()
                        .anyMatch(stay -> stay.from <= entry.time() && entry.time() <= stay.to);
    }

    /** When the last stay began; 0 for a one-to-one conversation. */
    long lastFrom(String account, Conversation conversation) {
        List<Stay> own = of(conversation, account);
        return own.isEmpty() ? 0 : own.get(own.size() - 1).from;
    }

    /** When the last stay ended; never for who is in. */
    long lastTo(String account, Conversation conversation) {
        List<Stay> own = of(conversation, account);
        return own.isEmpty() ? STILL : own.get(own.size() - 1).to;
    }

    private List<Stay> of(Conversation team, String account) {
        return stays.computeIfAbsent(team, t -> new HashMap<>()).computeIfAbsent(account, a -> new ArrayList<>());
    }
}
