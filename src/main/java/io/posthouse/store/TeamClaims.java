package io.posthouse.store;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.TeamCommand;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while which team an account made under an idClient and how that was answered, so that who had no answer may ask
 * again and makes no second team. A number is noted before its team is made: a crash in between leaves a number.
 */
final class TeamClaims {
    private static final int OTHER_CONTENT = -1;
    private static final int LOOK_ONLY = 0;

    private final Lines lines;
    private final Keys keys;
    private final Numbers numbers;
    private final long lifeMillis;

    TeamClaims(Lines lines, Keys keys, Numbers numbers, TeamConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.numbers = numbers;
        this.lifeMillis = config.createKept().toMillis();
    }

    /** The number of the team that was made, or was about to be; 0 for none. */
    Future<Long> known(Caller caller, TeamCommand.CreateTeam create) {
        String idClient = create.idClient();
        return idClient == null ? Future.succeededFuture(0L) : claim(caller, create, idClient, LOOK_ONLY);
    }

    /** A number for a team to be made: the one it has, or a new one. */
    Future<Long> claim(Caller caller, TeamCommand.CreateTeam create) {
        String idClient = create.idClient();
        Future<Long> fresh = numbers.next();
        return idClient == null ? fresh : fresh.compose(number -> claim(caller, create, idClient, number));
    }

    private Future<Long> claim(Caller caller, TeamCommand.CreateTeam create, String idClient, long number) {
        Call call = Call.of(Script.CLAIM)
                .key(keys.account(caller.account()))
                .key(keys.made(caller.account(), idClient))
                .arg(ContentHash.of(create, TeamCalls.isServer(caller)))
                .arg(number)
                .arg(lifeMillis);
        return lines.ask(number == LOOK_ONLY ? call : call.durable()).map(reply -> {
            long known = reply.get().toLong();
            if (known == OTHER_CONTENT) {
                throw new FaultException(Fault.CONTENT_DIFFERS, "idClient");
            }
            return known;
        });
    }

    /** What was answered when the team was made; refused with {@code NOT_FOUND} if it was not. */
    Call answer(Conversation team) {
        return Call.of(Script.TEAM_MADE).key(keys.made(team)).key(keys.watchers(team));
    }

    /** Has the script that makes the team keep its answer, if there is an idClient to ask for it again. */
    void keep(Conversation team, @Nullable String idClient, Call call) {
        call.key(keys.made(team)).arg(idClient == null ? 0 : lifeMillis);
    }

    /** Those who are invited have been told, and are not told again. */
    Future<Void> told(Conversation team) {
        return lines.ask(Call.of(Command.HDEL).key(keys.made(team)).arg("untold"))
                .mapEmpty();
    }
}
