package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What changed for the accounts that are connected (D2), some hundred accounts in one call. */
final class HighWaters {
    private static final int ACCOUNTS_OF_A_CALL = 200;
    private static final int SESSIONS_MAX = 1_000;
    /** In a cluster a session is marked a moment after the append; looking back this far finds it; so do clocks that differ. */
    private static final long CLUSTER_LOOK_BACK_MILLIS = 4_000;

    private final Lines lines;
    private final Keys keys;

    HighWaters(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    Future<Outcome> read(List<String> accounts, long changedAfter) {
        int step = lines.isOneServer() ? ACCOUNTS_OF_A_CALL : 1;
        long after = lookingBack(lines, changedAfter);
        List<List<String>> groups = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i += step) {
            groups.add(accounts.subList(i, Math.min(accounts.size(), i + step)));
        }
        if (groups.isEmpty()) {
            groups.add(List.of());
        }
        return Future.all(groups.stream().map(group -> ask(group, after)).toList())
                .map(all -> Outcome.of(collect(groups, all.list())));
    }

    static long lookingBack(Lines lines, long changedAfter) {
        return lines.isOneServer() ? changedAfter : Math.max(0, changedAfter - CLUSTER_LOOK_BACK_MILLIS);
    }

    private Future<Reply> ask(List<String> group, long after) {
        if (group.isEmpty()) {
            return lines.ask(Call.of(io.vertx.redis.client.Command.TIME));
        }
        Call call = Call.of(Script.WATER);
        group.forEach(account -> call.key(keys.recent(account)).key(keys.account(account)));
        return lines.ask(call.arg(after).arg(SESSIONS_MAX));
    }

    /** The time is the earliest, and if an account's list was cut, where it was cut: the rest is asked for next. */
    private static Answer.HighWater collect(List<List<String>> groups, List<Reply> replies) {
        long time = Long.MAX_VALUE;
        List<Answer.Mark> marks = new ArrayList<>();
        Map<String, Long> numbers = new HashMap<>();
        Map<String, Long> joining = new HashMap<>();
        for (int g = 0; g < groups.size(); g++) {
            List<String> accounts = groups.get(g);
            Reply reply = replies.get(g);
            time = Math.min(time, accounts.isEmpty() ? reply.number(0) * 1000 : reply.number(0));
            for (int a = 0; a < accounts.size(); a++) {
                Response list = reply.get(a + 1);
                numbers.put(accounts.get(a), list.get(0).toLong());
                joining.put(accounts.get(a), list.get(1).toLong());
                for (int i = 2; i + 1 < list.size(); i += 2) {
                    Conversation conversation = Conversation.parse(list.get(i).toString());
                    marks.add(new Answer.Mark(
                            accounts.get(a), conversation, list.get(i + 1).toLong()));
                }
                if (list.size() == 2 + 2 * SESSIONS_MAX) {
                    time = Math.min(time, list.get(list.size() - 1).toLong() - 1);
                }
            }
        }
        return new Answer.HighWater(time, marks, numbers, joining);
    }
}
