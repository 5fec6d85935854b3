package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the store told of the teams whose members are connected to one verticle, so that routers of other nodes send it what
 * is for them. What the store did not hear is said again.
 */
final class TeamWatch {
    /** In one command. */
    static final int TEAMS_MAX = 500;

    private final LocalBus bus;
    private final int n;
    private final String address;
    /** What the store was told, and whether it has heard. */
    private final Map<Conversation, Future<?>> told = new HashMap<>();

    private final Set<Conversation> unheard = new HashSet<>();

    /**
     * @param n the verticle's number
     * @param address its bus address
     */
    TeamWatch(LocalBus bus, int n, String address) {
        this.bus = bus;
        this.n = n;
        this.address = address;
    }

    /** Done once the store has heard of all of them, also of those that it is being told by somebody else. */
    Future<?> on(Collection<Conversation> teams) {
        Set<Future<?>> waiting = new HashSet<>();
        List<Conversation> fresh = new ArrayList<>();
        for (Conversation team : teams) {
            Future<?> hearing = told.get(team);
            if (hearing == null) {
                fresh.add(team);
            } else if (!hearing.isComplete()) {
                waiting.add(hearing);
            }
        }
        for (List<Conversation> some : chunks(fresh)) {
            waiting.add(tell(some));
        }
        return waiting.isEmpty() ? Future.succeededFuture() : Future.join(List.copyOf(waiting));
    }

    /** Done once the store has heard of the team, and at once if it is not being told. */
    Future<?> hearing(Conversation team) {
        return told.getOrDefault(team, Future.succeededFuture());
    }

    private Future<?> tell(List<Conversation> teams) {
        Future<Answer> hearing = ask(teams, true);
        teams.forEach(team -> told.put(team, hearing));
        hearing.onFailure(cause -> teams.forEach(team -> {
            if (told.remove(team, hearing)) {
                unheard.add(team);
            }
        }));
        return hearing;
    }

    /** Something of the team was missed: perhaps the store does not know any more that it is watched. */
    void doubt(Conversation team) {
        Future<?> hearing = told.get(team);
        if (hearing != null && hearing.isComplete()) {
            told.remove(team);
            unheard.add(team);
        }
    }

    /** The node was taken for dead: whatever the store was told may be forgotten there. */
    void doubtAll() {
        List.copyOf(told.keySet()).forEach(this::doubt);
    }

    /** What has to be said again: those that still have somebody here are to be given to {@link #on}, the others to {@link #off}. */
    List<Conversation> takeUnheard() {
        List<Conversation> taken = List.copyOf(unheard);
        unheard.clear();
        return taken;
    }

    /** Nobody is here any more. */
    Future<?> off(List<Conversation> teams) {
        Future<?> before = Future.succeededFuture();
        for (List<Conversation> some : chunks(teams)) {
            before = before.compose(heard -> silence(some));
        }
        return before;
    }

    private Future<?> silence(List<Conversation> teams) {
        teams.forEach(told::remove);
        return ask(teams, false).onFailure(cause -> unheard.addAll(teams));
    }

    /** The verticle goes: what the store does not hear now is found out by whoever sends there. */
    Future<?> end() {
        return off(List.copyOf(told.keySet()));
    }

    private Future<Answer> ask(List<Conversation> teams, boolean on) {
        Request request = new Request(Caller.server(""), new Command.WatchTeams(teams, address, on));
        return bus.ask(Addresses.route(n), request);
    }

    static List<List<Conversation>> chunks(List<Conversation> teams) {
        List<List<Conversation>> chunks = new ArrayList<>();
        for (int i = 0; i < teams.size(); i += TEAMS_MAX) {
            chunks.add(List.copyOf(teams.subList(i, Math.min(teams.size(), i + TEAMS_MAX))));
        }
        return chunks;
    }
}
