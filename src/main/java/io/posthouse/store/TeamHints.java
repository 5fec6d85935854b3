package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Each account's list of teams: a superset of those it is in, written before somebody is brought in and thinned by who finds that
 * it is in one no more. The team is the truth.
 */
final class TeamHints {
    private static final int NO_ACCOUNT = 0;
    private static final int TOO_MANY = 2;
    /** So many teams of one account are remembered as asked; of more the oldest are found out only when they have waited too long. */
    private static final int ASKED_MAX = 1_000;

    private static final Duration ASKED_LIFE = Duration.ofDays(7);

    private final Lines lines;
    private final Keys keys;
    private final Folds folds;
    private final int teamsMax;

    /** @param teamsMax of one account */
    TeamHints(Lines lines, Keys keys, Folds folds, int teamsMax) {
        this.lines = lines;
        this.keys = keys;
        this.folds = folds;
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

    /** Notes that the accounts are about to wait at the team's door. */
    Future<Void> asked(List<String> accounts, Conversation team) {
        List<Future<Reply>> notes = new ArrayList<>();
        for (String account : accounts) {
            notes.add(lines.ask(Call.of(Script.ASK)
                    .key(keys.asked(Sides.requireAccount(account)))
                    .arg(team.key())
                    .arg(ASKED_LIFE.toMillis())
                    .arg(ASKED_MAX)));
        }
        return Future.all(notes).mapEmpty();
    }

    /** The keys of the teams, in order. */
    Future<List<String>> all(String account) {
        return lines.ask(Call.of(Command.HKEYS).key(keys.teams(Sides.requireAccount(account))))
                .map(TeamHints::names);
    }

    /** As {@link #all}, and those that the account waits for. */
    Future<List<String>> allAndAsked(String account) {
        Call asked = Call.of(Command.ZRANGE).key(keys.asked(account)).arg(0).arg(-1);
        return all(account)
                .compose(teams -> lines.ask(asked).map(reply -> Stream.concat(teams.stream(), names(reply).stream())
                        .distinct()
                        .toList()));
    }

    private static List<String> names(Reply reply) {
        return StreamSupport.stream(reply.get().spliterator(), false)
                .map(Response::toString)
                .sorted()
                .toList();
    }

    /** Asks for a team, and the account's value in it. */
    Future<Reply> team(Conversation team, String account) {
        return lines.ask(Call.of(Script.TEAM_INFO)
                .key(keys.team(Sides.requireTeam(team)))
                .key(keys.members(team))
                .arg(account));
    }

    /** A fold keeps what it finds out, so that whoever was away still hears of the teams that go. */
    private Future<Void> thin(String account) {
        return lines.ask(folds.hints(account))
                .compose(reply -> folds.read(account, reply.get()))
                .compose(lines::ask)
                .mapEmpty();
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
