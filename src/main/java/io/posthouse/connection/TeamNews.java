package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of some teams have changed, by the store's marks (D2).
 *
 * @param askedMillis when they were asked for, by the wheel: a team that came to be known later is not among them
 * @param changedAfter changes up to this store time are not among them
 * @param storeTime the earliest at which one of them was read
 * @param changedAt of those that changed
 */
record TeamNews(long askedMillis, long changedAfter, long storeTime, Map<Conversation, Long> changedAt) {

    /** Asks for some hundred teams at a time; fails if one of the questions does. */
    static Future<TeamNews> ask(Station station, Collection<Conversation> teams, long changedAfter) {
        long nowMillis = station.wheel().nowMillis();
        Future<TeamNews> news =
                Future.succeededFuture(new TeamNews(nowMillis, changedAfter, Long.MAX_VALUE, new HashMap<>()));
        for (List<Conversation> some : TeamWatch.chunks(List.copyOf(teams))) {
            news = news.compose(before -> before.more(station, some));
        }
        return news;
    }

    private Future<TeamNews> more(Station station, List<Conversation> teams) {
        Request request = new Request(Caller.server(""), new Command.GetTeamMarks(teams, changedAfter));
        return station.bus().ask(Addresses.route(station.n()), request).compose(answer -> {
            if (!(answer instanceof Answer.TeamMarks marks)) {
                return Future.failedFuture(new FaultException(Fault.INTERNAL));
            }
            marks.marks().forEach(mark -> changedAt.put(mark.conversation(), mark.changedAt()));
            return Future.succeededFuture(
                    new TeamNews(askedMillis, changedAfter, Math.min(storeTime, marks.storeTime()), changedAt));
        });
    }

    /** The marks of one account's teams. Takes as long as the shorter of the two lists. */
    List<Answer.Mark> of(String account, Set<Conversation> teams) {
        List<Answer.Mark> marks = new ArrayList<>();
        if (teams.size() <= changedAt.size()) {
            for (Conversation team : teams) {
                Long at = changedAt.get(team);
                if (at != null) {
                    marks.add(new Answer.Mark(account, team, at));
                }
            }
        } else {
            changedAt.forEach((team, at) -> {
                if (teams.contains(team)) {
                    marks.add(new Answer.Mark(account, team, at));
                }
            });
        }
        return marks;
    }
}
