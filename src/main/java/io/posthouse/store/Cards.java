package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Card;
import io.posthouse.model.Command.UpdateCard;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** User name cards. */
final class Cards {
    private final Lines lines;
    private final Keys keys;
    private final Changes changes;

    Cards(Lines lines, Keys keys, Changes changes) {
        this.lines = lines;
        this.keys = keys;
        this.changes = changes;
    }

    Future<Outcome> get(List<String> accounts) {
        List<Future<Card>> cards = new ArrayList<>();
        for (String account : accounts) {
            cards.add(lines.ask(Call.of(Command.HMGET)
                            .key(keys.account(account))
                            .arg("nick")
                            .arg("avatar")
                            .arg("ext")
                            .arg("createTime")
                            .arg("updateTime"))
                    .map(reply -> read(account, reply.get())));
        }
        return Future.all(cards).map(all -> Outcome.of(new Answer.Cards(all.list())));
    }

    Future<Outcome> update(Caller caller, UpdateCard update) {
        String account = caller.account();
        Call call = Call.of(Script.CARD)
                .key(keys.account(account))
                .key(keys.changes(account))
                .arg(Changes.text(Changes.cardChanged(account)))
                .arg(changes.changesMax());
        set(call, "nick", update.nick());
        set(call, "avatar", update.avatar());
        set(call, "ext", update.ext());
        return lines.ask(call).map(reply -> {
            if (reply.number(0) == 0) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            Card card = new Card(
                    account,
                    text(reply.get(1)),
                    text(reply.get(2)),
                    text(reply.get(3)),
                    reply.number(4),
                    reply.number(5));
            Event event = new Event.AccountChanged(reply.number(0), new Event.Change.CardChanged(card));
            return new Outcome(
                    new Answer.Cards(List.of(card)), List.of(Push.to(List.of(account), event, caller.connectionId())));
        });
    }

    /** Reads nick, avatar, ext, createTime, updateTime; nothing for a field that is not set. */
    static Card read(String account, Response fields) {
        return new Card(
                account,
                text(fields.get(0)),
                text(fields.get(1)),
                text(fields.get(2)),
                number(fields.get(3)),
                number(fields.get(4)));
    }

    private static void set(Call call, String field, @Nullable String value) {
        if (value != null) {
            call.arg(field).arg(value);
        }
    }

    private static @Nullable String text(@Nullable Response value) {
        String text = value == null ? "" : value.toString();
        return text.isEmpty() ? null : text;
    }

    private static long number(@Nullable Response value) {
        return value == null ? 0 : value.toLong();
    }
}
