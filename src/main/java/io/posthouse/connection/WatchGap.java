package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Makes up what was said in a team after members of one verticle came into it and before the store knew that the team is
 * watched from there: no router pushed it here (D1), and looking for what was lost would find it late (D2).
 */
final class WatchGap {
    /** What was pushed here may still be on its way: reading it too would cost each member a question to the store. */
    private static final long ON_ITS_WAY_MILLIS = 250;

    private final Station station;

    WatchGap(Station station) {
        this.station = station;
    }

    /** The move was handed out. Asks the store for nothing where it had heard of the watching before. */
    void close(TeamMove move) {
        Conversation team = move.team();
        Future<?> hearing = station.teams().hearing(team);
        if (hearing.isComplete()) {
            return;
        }
        // What fails here is dropped: the healer looks for what was lost anyway.
        hearing.compose(heard -> TeamNews.ask(station, List.of(team), move.time()))
                .onSuccess(news -> {
                    if (!news.changedAt().isEmpty()) {
                        Wheel wheel = station.wheel();
                        wheel.wake(now -> compare(team, news), wheel.nowMillis() + ON_ITS_WAY_MILLIS);
                    }
                });
    }

    private void compare(Conversation team, TeamNews news) {
        for (String account : station.teams().roster().members(team)) {
            for (Answer.Mark mark : news.of(account, Set.of(team))) {
                for (Connection connection : List.copyOf(station.roster().of(account))) {
                    Feed feed = connection.feed();
                    if (feed != null) {
                        feed.doubt(mark);
                    }
                }
            }
        }
    }
}
