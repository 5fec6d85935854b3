package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The teams of the accounts connected to one verticle: read from the store when an account comes, moved along by the
 * notifications that pass (T2), and read again where those were lost or out of order. Whose removal got lost is shown nothing of
 * what was said after it (T3): before that there is a hole, and what the store fills it with ends with the removal.
 */
final class Teams {
    /** No setting, as for reading pages: more would only queue at the one connection to the store. */
    private static final int LOADS_AT_ONCE_MAX = 32;
    /** How long a team is watched on after its last member here has gone; most come back. */
    private static final long LINGER_MILLIS = 30_000;

    private final TeamRoster roster;
    private final TeamWatch watch;
    private final LocalBus bus;
    private final int instances;
    private final LongSupplier clockMillis;
    private final Turns gate = new Turns(LOADS_AT_ONCE_MAX);
    private final Map<String, Membership> memberships = new HashMap<>();
    private final Set<String> dueLoads = new HashSet<>();

    /**
     * @param instances how many routing verticles the node has
     */
    Teams(TeamRoster roster, TeamWatch watch, LocalBus bus, int instances, LongSupplier clockMillis) {
        this.roster = roster;
        this.watch = watch;
        this.bus = bus;
        this.instances = instances;
        this.clockMillis = clockMillis;
    }

    TeamRoster roster() {
        return roster;
    }

    /** A connection of the account is about to sync: done once what is said in the account's teams comes here. */
    Future<?> enter(String account) {
        Membership known = memberships.get(account);
        if (known != null) {
            return known.first.future();
        }
        Membership fresh = new Membership();
        memberships.put(account, fresh);
        load(account, fresh);
        return fresh.first.future();
    }

    /** The account's last connection here has gone. */
    void gone(String account) {
        memberships.remove(account);
        dueLoads.remove(account);
        roster.removeAll(account, clockMillis.getAsLong());
    }

    /**
     * A notification is about to be handed out: who is added gets it and what follows.
     *
     * @param newcomers takes those for whom the team begins with it: nothing that was said before is theirs to be told
     * @return whether it is news; {@link #finish} has to be called when it was handed out
     */
    boolean begin(TeamMove move, Set<String> newcomers) {
        long movedAt = roster.movedAt(move.team());
        if (move.time() <= movedAt) {
            if (move.time() < movedAt) {
                // Another way here was faster: who is in now is for the store to say.
                concerned(move).forEach(this::reload);
            }
            return false;
        }
        for (String account : move.added()) {
            Membership membership = memberships.get(account);
            if (membership != null) {
                membership.added(clockMillis.getAsLong());
                membership.note(move.team(), true);
                if (roster.add(move.team(), account) && membership.isComplete(move.team())) {
                    newcomers.add(account);
                }
            }
        }
        if (roster.isHere(move.team())) {
            roster.moved(move.team(), move.time());
            // Dropped: what the store does not hear is said again.
            watch.on(List.of(move.team()));
        }
        return true;
    }

    /** A notification was handed out: who is removed has heard of it and gets nothing more. */
    void finish(TeamMove move) {
        for (String account : concerned(move)) {
            if (move.isForAll() || move.removed().contains(account)) {
                takeOut(move.team(), account);
            }
        }
    }

    private void takeOut(Conversation team, String account) {
        Membership membership = memberships.get(account);
        if (membership != null) {
            membership.note(team, false);
        }
        roster.remove(team, account, clockMillis.getAsLong());
    }

    private List<String> concerned(TeamMove move) {
        if (move.isForAll()) {
            return List.of(roster.members(move.team()));
        }
        List<String> concerned = new ArrayList<>(move.added());
        concerned.addAll(move.removed());
        return concerned;
    }

    /**
     * A notification about this account was read from the store, because its push was missed. Who may be out is so at once: what
     * follows would be pushed while the store is asked (T3). Who is in all the same gets from the store what that leaves out (D2).
     */
    void missed(TeamMove move, String account) {
        if (move.time() <= roster.movedAt(move.team())) {
            return;
        }
        if (move.isForAll() || move.removed().contains(account)) {
            Membership membership = memberships.get(account);
            if (membership != null) {
                // Its other connections may not have been told.
                membership.lostWithoutAWord.add(move.team());
            }
            takeOut(move.team(), account);
        }
        reload(account);
    }

    /**
     * A connection was not told of what the store says has changed in a team.
     *
     * @param isLost whether the push was lost on its way, and not dropped by the connection itself
     */
    void suspect(String account, Answer.Mark mark, boolean isLost) {
        if (roster.has(mark.conversation(), account)) {
            if (isLost) {
                watch.doubt(mark.conversation());
            }
            return;
        }
        Membership membership = memberships.get(account);
        if (membership != null && mark.changedAt() > membership.suspectedAt) {
            membership.suspectedAt = mark.changedAt();
            reload(account);
        }
    }

    /**
     * Looks whether the account was brought into a team and nobody said so: who did it may have had no answer, or died (D2). What was about
     * to be done is done by now, or never will be; and no floor has passed it yet.
     *
     * @param changedAfter store time up to which its connections were told everything
     */
    void joining(String account, Answer.HighWater marks, long changedAfter) {
        Membership membership = memberships.get(account);
        long joiningAt = marks.joiningAt().getOrDefault(account, 0L);
        long overAt = joiningAt + Tracks.LATE_MARK_MILLIS;
        if (membership != null
                && joiningAt > membership.joiningAt
                && overAt > changedAfter
                && overAt < marks.storeTime()) {
            membership.joiningAt = joiningAt;
            reload(account);
        }
    }

    /** Done once the store has heard that the team is watched from here. */
    Future<?> hearing(Conversation team) {
        return watch.hearing(team);
    }

    /** The node was taken for dead: the store is told again which teams are watched from here. */
    void doubtAll() {
        watch.doubtAll();
    }

    /** Reads the account's teams again. */
    void reload(String account) {
        Membership membership = memberships.get(account);
        if (membership != null) {
            load(account, membership);
        }
    }

    /** Whether the account's teams are known, and were when something was asked at this time. */
    boolean isSettled(String account, long sinceMillis) {
        Membership membership = memberships.get(account);
        return membership != null
                && !membership.isLoading
                && !dueLoads.contains(account)
                && membership.addedAtMillis < sinceMillis;
    }

    /** Tells the store what it did not hear, and asks again what it did not answer. */
    void retry() {
        List<Conversation> here = new ArrayList<>();
        List<Conversation> nowhere = new ArrayList<>();
        for (Conversation team : watch.takeUnheard()) {
            (roster.isHere(team) ? here : nowhere).add(team);
        }
        nowhere.addAll(roster.sweep(clockMillis.getAsLong() - LINGER_MILLIS, TeamWatch.TEAMS_MAX));
        // Dropped, both: what the store does not hear is said again the next time.
        watch.on(here);
        watch.off(nowhere);
        for (String account : List.copyOf(dueLoads)) {
            dueLoads.remove(account);
            reload(account);
        }
    }

    /** The verticle goes. */
    Future<?> end() {
        return watch.end();
    }

    private void load(String account, Membership membership) {
        if (membership.isLoading) {
            dueLoads.add(account);
            return;
        }
        membership.isLoading = true;
        gate.enter(() -> find(account)
                .onComplete(found -> gate.leave())
                .compose(keys -> onFound(account, membership, keys.teams()))
                .onComplete(done -> onLoaded(account, membership, done.cause())));
    }

    private Future<Answer.TeamKeys> find(String account) {
        Request request = new Request(Caller.server(account), new Command.FindTeamsOf(account));
        return bus.ask(Addresses.route(Addresses.shard(account, instances)), request)
                .compose(answer -> answer instanceof Answer.TeamKeys keys
                        ? Future.succeededFuture(keys)
                        : Future.failedFuture(new FaultException(Fault.INTERNAL)));
    }

    private Future<?> onFound(String account, Membership membership, List<Conversation> teams) {
        if (memberships.get(account) != membership) {
            return Future.succeededFuture();
        }
        Set<Conversation> now = new HashSet<>(teams);
        membership.takeMoves().forEach((team, isIn) -> {
            if (isIn) {
                now.add(team);
            } else {
                now.remove(team);
            }
        });
        for (Conversation team : List.copyOf(roster.of(account))) {
            if (!now.contains(team)) {
                membership.lostWithoutAWord.add(team);
                roster.remove(team, account, clockMillis.getAsLong());
            }
        }
        for (Conversation team : now) {
            if (roster.add(team, account)) {
                membership.added(clockMillis.getAsLong());
            }
        }
        return watch.on(now);
    }

    private void onLoaded(String account, Membership membership, @Nullable Throwable cause) {
        membership.isLoading = false;
        boolean isHere = memberships.get(account) == membership;
        if (cause == null) {
            membership.first.tryComplete();
        } else if (membership.first.tryFail(cause)) {
            // Nobody who failed to come in keeps others from trying.
            memberships.remove(account, membership);
            isHere = false;
        } else if (isHere) {
            dueLoads.add(account);
        }
        if (isHere && cause == null && dueLoads.remove(account)) {
            load(account, membership);
        }
    }

    /** What is known of one account's teams. */
    private static final class Membership {
        private final Promise<Void> first = Promise.promise();
        private final Map<Conversation, Boolean> moves = new HashMap<>(2);
        /** Teams that the account is not in any more, as the store says: what told of it did not pass here, and is still to be shown. */
        private final Set<Conversation> lostWithoutAWord = new HashSet<>(0);

        private boolean isLoading;
        private long addedAtMillis = Long.MIN_VALUE;
        private long suspectedAt;
        /** The last time of being brought into a team that was looked into. */
        private long joiningAt;

        void added(long nowMillis) {
            addedAtMillis = nowMillis;
        }

        /** Whether all that happened to the account in a team that it is not in has passed here. */
        boolean isComplete(Conversation team) {
            return !isLoading && !lostWithoutAWord.remove(team);
        }

        /** What passes while the store is asked is newer than its answer. */
        void note(Conversation team, boolean isIn) {
            if (isLoading) {
                moves.put(team, isIn);
            }
        }

        Map<Conversation, Boolean> takeMoves() {
            Map<Conversation, Boolean> taken = Map.copyOf(moves);
            moves.clear();
            return taken;
        }
    }
}
