package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Outcome;
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
        return standings(account, hints).map(standings -> settling(account, standings));
    }

    /** The teams that the account is in, and no others: what is said in them is pushed to it (T3). */
    Future<Outcome> teamsOf(String account) {
        return lines.ask(hints(Sides.requireAccount(account)))
                .compose(hints -> standings(account, hints.get()))
                .map(standings -> Outcome.of(new Answer.TeamKeys(standings.stream()
                        .filter(Standing::isIn)
                        .map(Standing::team)
                        .toList())));
    }

    private Future<List<Standing>> standings(String account, Response hints) {
        int step = lines.isOneServer() ? TEAMS_OF_A_CALL : 1;
        List<Future<List<Standing>>> asked = new ArrayList<>();
        for (int start = 0; start < hints.size(); start += 2 * step) {
            asked.add(standings(account, hints, start, Math.min(hints.size(), start + 2 * step)));
        }
        return Future.all(asked).map(all -> all.<List<Standing>>list().stream()
                .flatMap(List::stream)
                .toList());
    }

    private Future<List<Standing>> standings(String account, Response hints, int start, int end) {
        Call call = Call.of(Script.FOLD);
        List<Conversation> teams = new ArrayList<>();
        for (int i = start; i < end; i += 2) {
            Conversation team = Conversation.parse(hints.get(i).toString());
            teams.add(team);
            call.key(keys.meta(team))
                    .key(keys.team(team))
                    .key(keys.members(team))
                    .key(keys.former(team));
        }
        return lines.ask(call.arg(account)).map(reply -> {
            List<Standing> standings = new ArrayList<>();
            for (int i = 0; i < teams.size(); i++) {
                standings.add(new Standing(
                        teams.get(i),
                        hints.get(start + 2 * i + 1).toString(),
                        reply.get(2 * i).toString(),
                        reply.get(2 * i + 1).toString().equals("1")));
            }
            return standings;
        });
    }

    private Call settling(String account, List<Standing> standings) {
        List<Standing> seen =
                standings.stream().filter(team -> !team.time().equals("0")).toList();
        Call call = Call.of(Script.SETTLE)
                .key(keys.recent(account))
                .key(keys.teams(account))
                .arg(JOINING_MILLIS)
                .arg(seen.size());
        seen.forEach(team -> call.arg(team.time()).arg(team.team().key()));
        standings.stream()
                .filter(team -> !team.isIn())
                .forEach(team -> call.arg(team.team().key()).arg(team.written()));
        return call;
    }

    /** The hash of an account's teams. */
    Call hints(String account) {
        return Call.of(io.vertx.redis.client.Command.HGETALL).key(keys.teams(account));
    }

    /**
     * Where an account stands with a team.
     *
     * @param written ms, when the account's hash of teams was written
     * @param time ms of the last entry it may see; 0 for none
     * @param isIn whether it is a member, and the team is
     */
    private record Standing(Conversation team, String written, String time, boolean isIn) {}
}
