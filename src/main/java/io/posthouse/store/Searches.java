package io.posthouse.store;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.GetSessions;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Searches in what was said. There is no index: the log is read stretch by stretch, so a message costs nothing for being found some day,
 * and what may not be seen any more is not found. A few searches go on at once, others wait; each has a budget and a time.
 */
final class Searches {
    static final int AT_ONCE_MAX = 2;
    static final int WAITING_MAX = 64;

    private final Lines lines;
    private final Keys keys;
    private final Config config;
    private final SessionLists lists;
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int running;

    Searches(Lines lines, Keys keys, Config config, SessionLists lists) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.lists = lists;
    }

    Future<Outcome> search(Caller caller, Search ask) {
        long deadline = System.nanoTime() + config.server().requestTimeout().toNanos() / 2;
        return turn().compose(v -> hunt(caller, ask, deadline).onComplete(done -> next()))
                .map(Outcome::of);
    }

    private Future<Answer> hunt(Caller caller, Search ask, long deadline) {
        if (System.nanoTime() - deadline > 0) {
            return Future.failedFuture(new FaultException(Fault.OVERLOADED));
        }
        try {
            return new Hunt(caller, ask, new Reading(deadline), config.limits().searchEntriesMax())
                    .run()
                    .map(found -> found);
        } catch (RuntimeException refusalOrBug) {
            // It must not keep its turn for ever.
            return Future.failedFuture(refusalOrBug);
        }
    }

    private Future<Void> turn() {
        if (running < AT_ONCE_MAX) {
            running++;
            return Future.succeededFuture();
        }
        if (waiting.size() >= WAITING_MAX) {
            return Future.failedFuture(new FaultException(Fault.OVERLOADED));
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    private void next() {
        Promise<Void> turn = waiting.poll();
        if (turn == null) {
            running--;
        } else {
            turn.complete();
        }
    }

    /** What one search reads. */
    private final class Reading implements Hunt.Reads {
        private final long deadline;

        private Reading(long deadline) {
            this.deadline = deadline;
        }

        @Override
        public Future<Optional<Reply>> next(String account, Search ask, Trail trail) {
            long begin = ask.ascending() ? trail.reached() : ask.beginTime();
            long end = ask.ascending() ? ask.endTime() : trail.reached();
            boolean isOpen = end == Long.MAX_VALUE || (ask.ascending() && end == 0);
            Call call = Call.of(Script.HISTORY)
                    .key(keys.log(trail.conversation))
                    .key(keys.meta(trail.conversation))
                    .key(keys.deleted(trail.conversation, account));
            Sight.keys(call, keys, trail.conversation)
                    .arg(account)
                    .arg(begin)
                    .arg(isOpen ? "+" : Long.toString(end))
                    .arg(trail.stretch())
                    .arg(ask.ascending() ? 0 : 1)
                    .arg(0)
                    .arg(config.store().retention().toMillis());
            return Sight.ifSeen(lines.ask(call).map(Sight::require));
        }

        @Override
        public Future<SessionLists.Listed> sessions(String account, GetSessions ask) {
            return lists.listed(account, ask);
        }

        @Override
        public boolean isLate() {
            return System.nanoTime() - deadline > 0;
        }
    }
}
