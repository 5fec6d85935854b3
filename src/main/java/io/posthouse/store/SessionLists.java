package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Outcome;
import io.posthouse.model.SessionState;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions of an account by last change, newest first. */
final class SessionLists {
    private static final long TIES_MAX = 64;
    private static final int EMPTY_PAGES_MAX = 10;

    private final Lines lines;
    private final Keys keys;
    private final Views views;
    private final Folds folds;

    SessionLists(Lines lines, Keys keys, Views views, Folds folds) {
        this.lines = lines;
        this.keys = keys;
        this.views = views;
        this.folds = folds;
    }

    /**
     * A page. Those that changed in the same millisecond as the page's last one come with it, for a page goes on by time. What
     * was said in teams is in the list before its first page is read.
     */
    Future<Outcome> read(Caller caller, Command.GetSessions ask) {
        return read(caller, ask, 1);
    }

    /** A page of nothing but deleted sessions is of no use to anybody; a few are passed over. */
    private Future<Outcome> read(Caller caller, Command.GetSessions ask, int pages) {
        String account = caller.account();
        return whole(account, ask)
                .compose(reply -> page(account, reply.get(), ask.limit()))
                .compose(page -> {
                    boolean isEmpty = page.sessions().isEmpty() && page.more();
                    return isEmpty && pages < EMPTY_PAGES_MAX
                            ? read(
                                    caller,
                                    new Command.GetSessions(ask.changedAfter(), page.before(), ask.limit()),
                                    pages + 1)
                            : Future.succeededFuture(Outcome.of(page));
                });
    }

    /** The conversations of a page and their change times, without their states. */
    Future<Listed> listed(String account, Command.GetSessions ask) {
        return whole(account, ask).map(reply -> {
            Response list = reply.get();
            int end = endOfPage(list, ask.limit());
            Map<Conversation, Long> times = new LinkedHashMap<>();
            for (int i = 0; i < end; i += 2) {
                times.put(
                        Conversation.parse(list.get(i).toString()),
                        list.get(i + 1).toLong());
            }
            return new Listed(times, list.size() > end);
        });
    }

    /**
     * @param times change times, the last changed first
     * @param more whether there are more sessions
     */
    record Listed(Map<Conversation, Long> times, boolean more) {}

    private Future<Reply> whole(String account, Command.GetSessions ask) {
        Future<Reply> listed = list(account, ask);
        return ask.changedBefore() == 0 ? folded(account, ask, listed) : listed;
    }

    private Future<Reply> folded(String account, Command.GetSessions ask, Future<Reply> listed) {
        return lines.ask(folds.hints(account)).compose(hints -> {
            Response teams = hints.get();
            return teams.size() == 0
                    ? listed
                    : folds.read(account, teams).compose(settling -> {
                        Future<Reply> settled = lines.ask(settling);
                        Future<Reply> again = list(account, ask);
                        return settled.compose(v -> again);
                    });
        });
    }

    private Future<Reply> list(String account, Command.GetSessions ask) {
        return lines.ask(Call.of(io.vertx.redis.client.Command.ZRANGE)
                .key(keys.recent(account))
                .arg(ask.changedBefore() == 0 ? "+inf" : "(" + ask.changedBefore())
                .arg(ask.changedAfter() == 0 ? "-inf" : "(" + ask.changedAfter())
                .arg("BYSCORE")
                .arg("REV")
                .arg("LIMIT")
                .arg(0)
                .arg(ask.limit() + TIES_MAX)
                .arg("WITHSCORES"));
    }

    private Future<Answer.Sessions> page(String account, Response list, int limit) {
        List<Future<Optional<SessionState>>> states = new ArrayList<>();
        int end = endOfPage(list, limit);
        for (int i = 0; i < end; i += 2) {
            Conversation conversation = Conversation.parse(list.get(i).toString());
            long changedAt = list.get(i + 1).toLong();
            states.add(Sight.ifSeen(views.state(conversation, account, changedAt)));
        }
        boolean more = list.size() > end;
        long before = end == 0 ? 0 : list.get(end - 1).toLong();
        return Future.all(states)
                .map(all -> new Answer.Sessions(
                        all.<Optional<SessionState>>list().stream()
                                .flatMap(Optional::stream)
                                .filter(state -> !state.deleted())
                                .toList(),
                        more,
                        before));
    }

    private static int endOfPage(Response list, int limit) {
        int end = Math.min(list.size(), 2 * limit);
        while (end < list.size()
                && list.get(end + 1).toString().equals(list.get(end - 1).toString())) {
            end += 2;
        }
        return end;
    }
}
