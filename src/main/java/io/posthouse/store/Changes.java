package io.posthouse.store;

import io.posthouse.bus.BusJson;
import io.posthouse.model.Answer;
import io.posthouse.model.Card;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The numbered log of what changed about an account itself; capped. */
final class Changes {
    private final Lines lines;
    private final Keys keys;
    private final int changesMax;

    /** @param changesMax how many are kept; a device further behind reloads */
    Changes(Lines lines, Keys keys, int changesMax) {
        this.lines = lines;
        this.keys = keys;
        this.changesMax = changesMax;
    }

    int changesMax() {
        return changesMax;
    }

    /** Appends a change and marks the sessions it touched, each with its change time. */
    Future<Event.AccountChanged> append(String account, Event.Change change, Map<Conversation, Long> touched) {
        Call call = Call.of(Script.CHANGE)
                .key(keys.account(account))
                .key(keys.changes(account))
                .key(keys.recent(account))
                .arg(text(change))
                .arg(changesMax);
        touched.forEach((conversation, time) -> call.arg(time).arg(conversation.key()));
        return lines.ask(call).map(reply -> new Event.AccountChanged(reply.get().toLong(), change));
    }

    /** The form in which a change is kept: as it travels between nodes, without its number. */
    static byte[] text(Event.Change change) {
        return BusJson.encode(new Event.AccountChanged(0, change));
    }

    /** Reads a list of number, change, …; a card is told as it is now. */
    List<Event.AccountChanged> read(String account, Response flat, Response card) {
        List<Event.AccountChanged> changes = new ArrayList<>(flat.size() / 2);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            Event.AccountChanged kept =
                    (Event.AccountChanged) BusJson.decode(flat.get(i + 1).toBytes(), List.of(Event.class));
            Event.Change change = kept.change() instanceof Event.Change.CardChanged
                    ? new Event.Change.CardChanged(Cards.read(account, card))
                    : kept.change();
            changes.add(new Event.AccountChanged(flat.get(i).toLong(), change));
        }
        return changes;
    }

    /** A card change is kept without its card. */
    static Event.Change cardChanged(String account) {
        return new Event.Change.CardChanged(Card.empty(account));
    }

    Future<Answer.Changes> after(String account, long after) {
        Call call = Call.of(Script.CHANGES)
                .key(keys.account(account))
                .key(keys.changes(account))
                .arg(after)
                .arg(changesMax);
        return lines.ask(call).map(reply -> {
            long number = reply.number(0);
            boolean cut = after < number && after + 1 < reply.number(2);
            return new Answer.Changes(cut ? List.of() : read(account, reply.get(1), reply.get(3)), cut, number);
        });
    }
}
