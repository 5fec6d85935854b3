package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings an account's list of sessions up to date with its teams (D7): what is said in a team is written once (T4), and not into the
 * lists of its members. So a list is folded before it is read.
 */
final class Folds {
    private static final int TEAMS_OF_A_CALL = 500;
    /** A team that was written so shortly before may be about to take the account in. */
    private static final long JOINING_MILLIS = 60_000;

    private final Lines lines;
    private final Keys keys;

    Folds(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    /**
     * Reads where the account's teams stand, in one round trip to each server.
     *
     * @param hints team, ms, …: the account's hash of teams
     * @return what has to be asked before the list is read: in the same go, for one place does things in order
     */
    Future<Call> read(String account, Response hints) {
        List<Hint> teams = new ArrayList<>(hints.size() / 2);
        for (int i = 0; i + 1 < hints.size(); i += 2) {
            Conversation team = Conversation.parse(hints.get(i).toString());
            teams.add(new Hint(team, hints.get(i + 1).toString()));
        }
        int step = lines.isOneServer() ? TEAMS_OF_A_CALL : 1;
        List<Future<Reply>> asked = new ArrayList<>();
        for (int start = 0; start < teams.size(); start += step) {
            asked.add(ask(account, teams.subList(start, Math.min(teams.size(), start + step))));
        }
        return Future.all(asked).map(all -> settling(account, teams, all.list(), step));
    }

    private Future<Reply> ask(String account, List<Hint> teams) {
        Call call = Call.of(Script.FOLD);
        for (Hint hint : teams) {
            call.key(keys.meta(hint.team()))
                    .key(keys.team(hint.team()))
                    .key(keys.members(hint.team()))
                    .key(keys.former(hint.team()));
        }
        return lines.ask(call.arg(account));
    }

    private Call settling(String account, List<Hint> teams, List<Reply> replies, int step) {
        List<String> sessions = new ArrayList<>();
        List<String> stale = new ArrayList<>();
        for (int i = 0; i < teams.size(); i++) {
            Reply reply = replies.get(i / step);
            Hint hint = teams.get(i);
            String time = reply.get(i % step * 2).toString();
            if (!time.equals("0")) {
                sessions.add(time);
                sessions.add(hint.team().key());
            }
            if (reply.get(i % step * 2 + 1).toString().equals("0")) {
                stale.add(hint.team().key());
                stale.add(hint.written());
            }
        }
        Call call = Call.of(Script.SETTLE)
                .key(keys.recent(account))
                .key(keys.teams(account))
                .arg(JOINING_MILLIS)
                .arg(sessions.size() / 2);
        sessions.forEach(call::arg);
        stale.forEach(call::arg);
        return call;
    }

    /** The hash of an account's teams. */
    Call hints(String account) {
        return Call.of(io.vertx.redis.client.Command.HGETALL).key(keys.teams(account));
    }

    private record Hint(Conversation team, String written) {}
}
