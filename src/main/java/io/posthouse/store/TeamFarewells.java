package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Push;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Takes an account that is being deleted out of its teams. Repeating it is harmless. */
final class TeamFarewells {
    private static final int STEP = 100;

    private final TeamCalls calls;
    private final TeamHints hints;
    private final Keys keys;

    TeamFarewells(TeamCalls calls, TeamHints hints, Keys keys) {
        this.calls = calls;
        this.hints = hints;
        this.keys = keys;
    }

    /** Yields what tells the members of it. */
    Future<List<Push>> leaveAll(String account) {
        return hints.allAndAsked(account).compose(teams -> leave(account, teams, 0, new ArrayList<>()));
    }

    private Future<List<Push>> leave(String account, List<String> teams, int from, List<Push> told) {
        if (from >= teams.size()) {
            return Future.succeededFuture(told);
        }
        List<Future<List<Push>>> steps = new ArrayList<>();
        for (String key : teams.subList(from, Math.min(teams.size(), from + STEP))) {
            Conversation team = Conversation.parse(key);
            Call call = calls.call(Script.TEAM_FORGET, Caller.server(account), team, List.of())
                    .key(keys.reads(team))
                    .key(keys.gone(team, account))
                    .key(keys.deleted(team, account));
            steps.add(calls.change(team, call).map(TeamReply::notifications));
        }
        return Future.all(steps).compose(all -> {
            steps.forEach(step -> told.addAll(step.result()));
            return leave(account, teams, from + STEP, told);
        });
    }
}
