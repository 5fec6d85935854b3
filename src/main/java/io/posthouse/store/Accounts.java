package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.KickReason;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.posthouse.model.TokenHash;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes accounts. */
final class Accounts {
    private static final int STEP = 100;
    /** How long the connections of a deleted account can be found, to be told. */
    private static final Duration GOODBYE = Duration.ofMinutes(5);

    private final Lines lines;
    private final Keys keys;
    private final Farewells farewells;

    Accounts(Lines lines, Keys keys, Farewells farewells) {
        this.lines = lines;
        this.keys = keys;
        this.farewells = farewells;
    }

    Future<Outcome> create(String account, String token, @Nullable String nick) {
        String salt = TokenHash.newSalt();
        Call call = Call.of(Script.CREATE)
                .key(keys.account(account))
                .arg(salt)
                .arg(TokenHash.of(salt, token))
                .arg(nick == null ? "" : nick)
                .durable();
        return lines.ask(call).map(reply -> {
            if (reply.get().toLong() == 0) {
                throw new FaultException(Fault.ALREADY_EXISTS);
            }
            return Outcome.of(new Answer.Done(reply.get().toLong()));
        });
    }

    Future<Outcome> changeToken(String account, String token) {
        String salt = TokenHash.newSalt();
        return pushOut(account, salt, TokenHash.of(salt, token), KickReason.BY_SERVER);
    }

    Future<Outcome> credential(String account) {
        Call call = Call.of(Command.HMGET)
                .key(keys.account(account))
                .arg("createTime")
                .arg("salt")
                .arg("hash");
        return lines.ask(call).map(reply -> {
            Response fields = reply.get();
            boolean exists = fields.get(0) != null;
            String salt = exists ? fields.get(1).toString() : TokenHash.newSalt();
            String hash = exists ? fields.get(2).toString() : "";
            return Outcome.of(new Answer.Credential(exists, salt, hash));
        });
    }

    /**
     * First the connections, then, step by step, the teams, the friends and what the account did in its conversations, last the account
     * itself: a crash in between leaves an account that can be deleted again.
     */
    Future<Outcome> delete(String account) {
        return pushOut(account, "", "", KickReason.ACCOUNT_DELETED)
                .compose(kicked -> farewells.sayAll(account).compose(told -> forgetAll(account)
                        .map(v -> {
                            List<Push> pushes = new ArrayList<>(kicked.pushes());
                            pushes.addAll(told);
                            return new Outcome(kicked.answer(), List.copyOf(pushes));
                        })));
    }

    private Future<Void> forgetAll(String account) {
        return unblock(account)
                .compose(v -> forget(account))
                .compose(v -> devices(account))
                .compose(v -> lines.ask(
                        Call.of(Command.EXPIRE).key(keys.online(account)).arg(GOODBYE.toSeconds())))
                .compose(v -> lines.ask(Call.of(Command.UNLINK)
                        .key(keys.account(account))
                        .key(keys.acknowledged(account))
                        .key(keys.changes(account))
                        .key(keys.devices(account))
                        .key(keys.teams(account))
                        .key(keys.asked(account))
                        .key(keys.stickTops(account))
                        .key(keys.stickTopsDeleted(account))
                        .key(keys.statuses(account))
                        .key(keys.followers(account))
                        .key(keys.channels(account))
                        .key(keys.relation(account, RelationKind.MUTE))))
                .mapEmpty();
    }

    private Future<Outcome> pushOut(String account, String salt, String hash, KickReason reason) {
        Call call = Call.of(Script.TOKEN)
                .key(keys.account(account))
                .key(keys.online(account))
                .arg(salt)
                .arg(hash)
                .durable();
        return lines.ask(call).map(reply -> {
            if (reply.number(0) == 0) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            return new Outcome(new Answer.Done(reply.number(0)), Presence.kicks(account, reply.get(), 1, reason));
        });
    }

    private Future<Void> unblock(String account) {
        String black = keys.relation(account, RelationKind.BLACK);
        return lines.ask(Call.of(Command.SMEMBERS).key(black)).compose(reply -> {
            List<Future<Reply>> steps = new ArrayList<>();
            for (Response other : reply.get()) {
                Conversation conversation = Conversation.between(account, other.toString());
                steps.add(lines.ask(
                        Call.of(Command.HDEL).key(keys.meta(conversation)).arg("b:" + account)));
            }
            return Future.all(steps)
                    .compose(v -> lines.ask(Call.of(Command.UNLINK).key(black)).mapEmpty());
        });
    }

    private Future<Void> forget(String account) {
        String recent = keys.recent(account);
        Call some = Call.of(Command.ZRANGE).key(recent).arg(0).arg(STEP - 1);
        return lines.ask(some).compose(reply -> {
            Response conversations = reply.get();
            if (conversations.size() == 0) {
                return Future.succeededFuture();
            }
            List<Future<Reply>> steps = new ArrayList<>();
            Call done = Call.of(Command.ZREM).key(recent);
            for (Response key : conversations) {
                Conversation conversation = Conversation.parse(key.toString());
                steps.add(lines.ask(Call.of(Script.FORGET)
                        .key(keys.meta(conversation))
                        .key(keys.deleted(conversation, account))
                        .arg(account)));
                done.arg(key.toString());
            }
            return Future.all(steps).compose(v -> lines.ask(done)).compose(v -> forget(account));
        });
    }

    private Future<Void> devices(String account) {
        return lines.ask(Call.of(Command.ZRANGE)
                        .key(keys.devices(account))
                        .arg(0)
                        .arg(-1))
                .compose(reply -> {
                    List<Future<Reply>> steps = new ArrayList<>();
                    for (Response device : reply.get()) {
                        steps.add(lines.ask(Call.of(Command.UNLINK).key(keys.device(account, device.toString()))));
                    }
                    return Future.all(steps).mapEmpty();
                });
    }
}
