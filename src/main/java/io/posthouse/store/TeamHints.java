package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Team;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Each account's list of teams: a superset of those it is in, written before somebody is brought in and thinned by who finds that
 * it is in one no more. The team is the truth.
 */
final class TeamHints {
    private static final int TEAMS_OF_A_CALL = 500;
    private static final int NO_ACCOUNT = 0;
    private static final int TOO_MANY = 2;

    private final Lines lines;
    private final Keys keys;
    private final int teamsMax;

    /** @param teamsMax of one account */
    TeamHints(Lines lines, Keys keys, int teamsMax) {
        this.lines = lines;
        this.keys = keys;
        this.teamsMax = teamsMax;
    }

    /** Those of the accounts that there are. */
    Future<List<String>> existing(List<String> accounts) {
        return ask(accounts, "", 0, false).map(states -> with(states, false));
    }

    /** Those that there are and that can be in the team; fails with {@code LIMIT_REACHED} if one of them is in too many. */
    Future<List<String>> joinable(List<String> accounts, Conversation team) {
        return ask(accounts, team.key(), teamsMax, false)
                .compose(states -> {
                    List<String> full = with(states, true);
                    return full.isEmpty()
                            ? Future.succeededFuture(states)
                            : Future.all(full.stream().map(this::thin).toList())
                                    .compose(v -> ask(accounts, team.key(), teamsMax, false));
                })
                .map(states -> {
                    if (!with(states, true).isEmpty()) {
                        throw new FaultException(Fault.LIMIT_REACHED, "team.teamsPerAccountMax");
                    }
                    return with(states, false);
                });
    }

    /** Notes that the accounts are about to be in the team. */
    Future<Void> write(List<String> accounts, Conversation team) {
        return ask(accounts, team.key(), 0, true).mapEmpty();
    }

    /** The teams that the account is in, and no others: what is said in them is pushed to it. */
    /** Team to ms of the hint, by team. */
    Future<Map<String, String>> all(String account) {
        return lines.ask(Call.of(Command.HGETALL).key(keys.teams(Sides.requireAccount(account))))
                .map(reply -> {
                    Map<String, String> hints = new TreeMap<>();
                    for (String team : reply.get().getKeys()) {
                        hints.put(team, String.valueOf(reply.get().get(team)));
                    }
                    return hints;
                });
    }

    /** Drops hints of teams that the account is not in; one that was written anew, or a moment ago, stays. */
    Future<Void> drop(String account, Map<String, String> hints) {
        if (hints.isEmpty()) {
            return Future.succeededFuture();
        }
        Call call = Call.of(Script.UNHINT).key(keys.teams(account));
        hints.forEach((team, since) -> call.arg(team).arg(since));
        return lines.ask(call).mapEmpty();
    }

    /** Asks for a team, and the account's value in it. */
    Future<Reply> team(Conversation team, String account) {
        return lines.ask(Call.of(Script.TEAM_INFO)
                .key(keys.team(Sides.requireTeam(team)))
                .key(keys.members(team))
                .arg(account));
    }

    private Future<Void> thin(String account) {
        return all(account).compose(hints -> {
            List<Future<Reply>> teams = new ArrayList<>();
            hints.keySet().forEach(team -> teams.add(team(Conversation.parse(team), account)));
            return Future.all(teams).compose(found -> {
                Map<String, String> stale = new LinkedHashMap<>();
                int i = 0;
                for (Map.Entry<String, String> hint : hints.entrySet()) {
                    if (!isIn(Conversation.parse(hint.getKey()), teams.get(i++).result())) {
                        stale.put(hint.getKey(), hint.getValue());
                    }
                }
                return drop(account, stale);
            });
        });
    }

    /** Whether what {@link #team} answered says that the account is in a team that is not dismissed. */
    static boolean isIn(Conversation id, Reply found) {
        Team team = TeamRecords.team(id, found.get(0));
        return team != null && team.isValid() && found.get().get(1) != null;
    }

    private Future<Map<String, Long>> ask(List<String> accounts, String team, int max, boolean write) {
        List<Future<Reply>> asked = new ArrayList<>();
        for (String account : accounts) {
            asked.add(lines.ask(Call.of(Script.HINT)
                    .key(keys.account(Sides.requireAccount(account)))
                    .key(keys.teams(account))
                    .arg(team)
                    .arg(max)
                    .arg(write ? 1 : 0)));
        }
        return Future.all(asked).map(all -> {
            Map<String, Long> states = new LinkedHashMap<>();
            for (int i = 0; i < accounts.size(); i++) {
                Response state = asked.get(i).result().get();
                states.put(accounts.get(i), state.toLong());
            }
            return states;
        });
    }

    private static List<String> with(Map<String, Long> states, boolean tooMany) {
        return states.entrySet().stream()
                .filter(state -> tooMany == (state.getValue() == TOO_MANY) && state.getValue() != NO_ACCOUNT)
                .map(Map.Entry::getKey)
                .toList();
    }
}
