package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.GetSessions;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.store.SessionLists.Listed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One search: goes through the account's conversations in step, always on with the one that is least far, so that what was found is in
 * the order of time over all of them, and nothing before it was left out. A session is looked into when it is its turn, for it holds
 * nothing newer than its last change. Looking costs from a budget; when that is spent, the time up to which all was searched is the answer.
 */
final class Hunt {
    private static final int SESSIONS_PAGE = 100;
    /** The oldest first: each session may hold the oldest message, so each has to be looked into. */
    private static final int ASCENDING_SESSIONS_MAX = 200;

    private static final int WAITING_MAX = 400;
    /** What looking costs at least, as if so many entries had been looked at. */
    private static final int LOOK_COST = 20;

    private final Caller caller;
    private final Search ask;
    private final Keyword keyword;
    private final Reads reads;
    private final Deque<Trail> unopened = new ArrayDeque<>();
    private final List<Trail> opened = new ArrayList<>();
    private final Set<Conversation> listed = new HashSet<>();
    private final Set<Conversation> sessions = new LinkedHashSet<>();
    private final List<Message> inOrder = new ArrayList<>();
    private final Promise<Answer.Found> answer = Promise.promise();
    private boolean hasMoreSessions;
    private long startedAt;
    private long listedDownTo;
    private long budget;

    /**
     * @param budget entries to look at
     */
    Hunt(Caller caller, Search ask, Reads reads, long budget) {
        this.caller = caller;
        this.ask = ask;
        this.keyword = new Keyword(ask.keyword());
        this.reads = reads;
        this.budget = budget;
    }

    /** What a search reads, and how long it may. */
    interface Reads {
        /** The next stretch of a trail; empty if it is not the account's to see. */
        Future<Optional<Reply>> next(String account, Search ask, Trail trail);

        Future<Listed> sessions(String account, GetSessions ask);

        boolean isLate();
    }

    Future<Answer.Found> run() {
        if (ask.conversations().isEmpty()) {
            list(0);
        } else {
            ask.conversations().stream().distinct().forEach(one -> opened.add(trail(one, nearEnd())));
            proceed();
        }
        return answer.future();
    }

    private long nearEnd() {
        return ask.ascending() ? ask.beginTime() : ask.endTime() == 0 ? Long.MAX_VALUE : ask.endTime();
    }

    private Trail trail(Conversation conversation, long reached) {
        return new Trail(Sides.require(conversation, caller.account()), ask.ascending(), reached);
    }

    /** Lists more sessions, those that changed before a time. What has changed last before the range holds nothing of it. */
    private void list(long before) {
        long after = Math.max(0, ask.beginTime() - 1);
        int limit = ask.ascending() ? ASCENDING_SESSIONS_MAX : SESSIONS_PAGE;
        Future<Listed> page = reads.sessions(caller.account(), new GetSessions(after, before, limit));
        Future<Listed> moved =
                before == 0 ? page : reads.sessions(caller.account(), new GetSessions(startedAt, 0, SESSIONS_PAGE));
        goOn(Future.all(page, moved), v -> {
            // What moved up in the list while it was read is searched from where the list has got to: it is new to the
            // search.
            moved.result().times().keySet().forEach(conversation -> {
                if (before != 0 && listed.add(conversation)) {
                    opened.add(trail(conversation, Math.min(listedDownTo, nearEnd())));
                }
            });
            onListed(page.result());
        });
    }

    private void onListed(Listed page) {
        if (ask.ascending() && page.more()) {
            throw new FaultException(Fault.LIMIT_REACHED, "sessions");
        }
        hasMoreSessions = page.more();
        page.times().forEach((conversation, changedAt) -> {
            startedAt = Math.max(startedAt, changedAt);
            listedDownTo = changedAt;
            if (listed.add(conversation)) {
                long reached = ask.ascending() ? nearEnd() : Math.min(changedAt, nearEnd());
                (ask.ascending() ? opened : unopened).add(trail(conversation, reached));
            }
        });
    }

    /** Does something with what was read, and then what is next; without a chain that grows with the search. */
    private <T> void goOn(Future<T> read, Consumer<T> take) {
        read.onSuccess(result -> {
                    try {
                        take.accept(result);
                        proceed();
                    } catch (RuntimeException refusalOrBug) {
                        answer.tryFail(refusalOrBug);
                    }
                })
                .onFailure(answer::tryFail);
    }

    private void proceed() {
        boolean isWaiting = false;
        while (!isWaiting) {
            Trail least = least();
            Trail next = unopened.peek();
            if (isFull()) {
                isWaiting = finish();
            } else if (next != null && (least == null || next.head() >= least.head())) {
                opened.add(unopened.remove());
            } else if (hasMoreSessions && (least == null || listedDownTo >= least.head())) {
                isWaiting = isSpent() ? finish() : listMore();
            } else if (least == null || isBeyond(least.head())) {
                isWaiting = finishWhole();
            } else if (least.isKnown()) {
                take(least);
            } else {
                isWaiting = isSpent() ? finish() : look(least);
            }
        }
    }

    private boolean isSpent() {
        return budget <= 0 || reads.isLate();
    }

    private boolean isFull() {
        return inOrder.size() >= ask.caps().messages();
    }

    private boolean isBeyond(long time) {
        return ask.ascending() ? ask.endTime() != 0 && time > ask.endTime() : time < ask.beginTime();
    }

    /** The trail that is least far; of two as far the one whose next message is not known. */
    private @Nullable Trail least() {
        Trail least = null;
        for (Trail trail : opened) {
            int difference = least == null ? 0 : Long.compare(trail.head(), least.head());
            boolean isNearer = ask.ascending() ? difference < 0 : difference > 0;
            if (least == null || isNearer || (difference == 0 && !trail.isKnown())) {
                least = trail;
            }
        }
        return least;
    }

    private void take(Trail trail) {
        inOrder.add(trail.take());
        sessions.add(trail.conversation);
        if (ask.caps().perSession() > 0 && trail.taken() >= ask.caps().perSession()) {
            trail.end();
        }
        if (ask.caps().sessions() > 0 && sessions.size() >= ask.caps().sessions()) {
            opened.removeIf(other -> other.taken() == 0);
            unopened.clear();
            hasMoreSessions = false;
        }
        if (trail.isEnded()) {
            opened.remove(trail);
        }
    }

    private boolean listMore() {
        budget -= SESSIONS_PAGE;
        list(listedDownTo);
        return true;
    }

    private boolean look(Trail trail) {
        goOn(reads.next(caller.account(), ask, trail), reply -> {
            int waitingMax = Math.max(2, Math.min(ask.caps().messages(), WAITING_MAX / opened.size()));
            int looked = reply.map(some -> trail.read(some, caller.account(), ask, keyword, waitingMax))
                    .orElse(0);
            if (reply.isEmpty()) {
                trail.end();
            }
            budget -= Math.max(LOOK_COST, looked);
            if (trail.isEnded()) {
                opened.remove(trail);
            }
        });
        return true;
    }

    private boolean finishWhole() {
        opened.clear();
        unopened.clear();
        hasMoreSessions = false;
        return finish();
    }

    private boolean finish() {
        boolean more = !opened.isEmpty() || !unopened.isEmpty() || hasMoreSessions;
        long searchedTo = more ? nearest() : 0;
        if (more && inOrder.isEmpty() && searchedTo == nearEnd()) {
            // More sessions than a search can look into may have something there; or it had no time.
            answer.tryFail(
                    budget <= 0
                            ? new FaultException(Fault.LIMIT_REACHED, "sessions")
                            : new FaultException(Fault.OVERLOADED));
        } else {
            answer.tryComplete(new Answer.Found(inAnswersOrder(), more, searchedTo));
        }
        return true;
    }

    /** Where the search is, of all that is left. */
    private long nearest() {
        Trail least = least();
        if (ask.ascending()) {
            return least == null ? nearEnd() : least.head();
        }
        long nearest = least == null ? 0 : least.head();
        if (!unopened.isEmpty()) {
            nearest = Math.max(nearest, unopened.element().head());
        }
        return hasMoreSessions ? Math.max(nearest, Math.min(listedDownTo, nearEnd())) : nearest;
    }

    private List<Message> inAnswersOrder() {
        if (ask.caps().perSession() == 0) {
            return List.copyOf(inOrder);
        }
        return sessions.stream()
                .flatMap(session -> inOrder.stream().filter(message -> session.equals(message.conversation())))
                .toList();
    }
}
