package io.posthouse.store;

import io.posthouse.model.Push;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What a deleted account leaves, one after the other: its teams, its friends, what it subscribed to. */
final class Farewells {
    private final TeamFarewells teams;
    private final Friends friends;
    private final Subscriptions subscriptions;

    Farewells(TeamFarewells teams, Friends friends, Subscriptions subscriptions) {
        this.teams = teams;
        this.friends = friends;
        this.subscriptions = subscriptions;
    }

    Future<List<Push>> sayAll(String account) {
        return teams.leaveAll(account)
                .compose(told -> friends.forget(account).map(others -> {
                    List<Push> pushes = new ArrayList<>(told);
                    pushes.addAll(others);
                    return pushes;
                }))
                .compose(told -> subscriptions.removeAll(account).map(told));
    }
}
