package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Card;
import io.posthouse.model.Command.UpdateCard;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Gender;
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
    /** As cardof.lua has them. */
    private static final List<String> FIELDS = List.of(
            "nick", "avatar", "ext", "signature", "gender", "email", "birth", "tel", "createTime", "updateTime");

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
            Call call = Call.of(Command.HMGET).key(keys.account(account));
            FIELDS.forEach(call::arg);
            cards.add(lines.ask(call).map(reply -> read(account, reply.get())));
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
        set(call, "signature", update.signature());
        Gender gender = update.gender();
        set(call, "gender", gender == null ? null : Integer.toString(gender.number()));
        set(call, "email", update.email());
        set(call, "birth", update.birth());
        set(call, "tel", update.tel());
        return lines.ask(call).map(reply -> {
            if (reply.number(0) == 0) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            Card card = read(account, reply.get(1));
            Event event = new Event.AccountChanged(reply.number(0), new Event.Change.CardChanged(card));
            return new Outcome(
                    new Answer.Cards(List.of(card)), List.of(Push.to(List.of(account), event, caller.connectionId())));
        });
    }

    /** Reads the values of {@link #FIELDS}; null or an empty text for one that is not set. */
    static Card read(String account, Response fields) {
        return new Card(
                account,
                text(fields.get(0)),
                text(fields.get(1)),
                text(fields.get(2)),
                text(fields.get(3)),
                gender(text(fields.get(4))),
                text(fields.get(5)),
                text(fields.get(6)),
                text(fields.get(7)),
                number(fields.get(8)),
                number(fields.get(9)));
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

    private static @Nullable Gender gender(@Nullable String number) {
        return number == null ? null : Gender.of(Long.parseLong(number)).orElse(null);
    }

    private static long number(@Nullable Response value) {
        return value == null ? 0 : value.toLong();
    }
}
