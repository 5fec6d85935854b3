package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Which connection verticles have members of a team connected (T4), and what they missed of it (D2). */
final class Watchers {
    private static final int TEAMS_OF_A_CALL = 500;

    private final Lines lines;
    private final Keys keys;
    private final Aftermath aftermath;

    Watchers(Lines lines, Keys keys, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.aftermath = aftermath;
    }

    Future<Outcome> watch(Command.WatchTeams watch) {
        io.vertx.redis.client.Command command =
                watch.on() ? io.vertx.redis.client.Command.SADD : io.vertx.redis.client.Command.SREM;
        List<Future<Reply>> asked = new ArrayList<>();
        for (Conversation team : watch.teams()) {
            asked.add(lines.ask(
                    Call.of(command).key(keys.watchers(Sides.requireTeam(team))).arg(watch.address())));
        }
        return Future.all(asked).compose(v -> aftermath.time()).map(time -> Outcome.of(new Answer.Done(time)));
    }

    Future<Outcome> marks(Command.GetTeamMarks ask) {
        List<Conversation> teams = ask.teams();
        if (teams.isEmpty()) {
            return aftermath.time().map(time -> Outcome.of(new Answer.TeamMarks(time - 1, List.of())));
        }
        int step = lines.isOneServer() ? TEAMS_OF_A_CALL : 1;
        long after = HighWaters.lookingBack(lines, ask.changedAfter());
        List<Future<Reply>> asked = new ArrayList<>();
        for (int start = 0; start < teams.size(); start += step) {
            Call call = Call.of(Script.MARKS);
            teams.subList(start, Math.min(teams.size(), start + step))
                    .forEach(team -> call.key(keys.meta(Sides.requireTeam(team))));
            asked.add(lines.ask(call.arg(after)));
        }
        return Future.all(asked).map(all -> Outcome.of(collect(teams, all.list(), step)));
    }

    private static Answer.TeamMarks collect(List<Conversation> teams, List<Reply> replies, int step) {
        long time = Long.MAX_VALUE;
        List<Answer.Mark> marks = new ArrayList<>();
        for (int r = 0; r < replies.size(); r++) {
            time = Math.min(time, replies.get(r).number(0));
            Response flat = replies.get(r).get(1);
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                Conversation team = teams.get(r * step + flat.get(i).toInteger());
                marks.add(new Answer.Mark("", team, flat.get(i + 1).toLong()));
            }
        }
        return new Answer.TeamMarks(time, marks);
    }
}
