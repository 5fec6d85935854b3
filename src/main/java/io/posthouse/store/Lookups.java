package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.GetMessages;
import io.posthouse.model.ArchiveCommand.MessageName;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads single messages by their names, as an account's history shows them (A4). */
final class Lookups {
    private final Lines lines;
    private final Keys keys;
    private final StoreConfig config;

    Lookups(Lines lines, Keys keys, StoreConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
    }

    /** In one round trip for each conversation. What is not to be seen is as if it were not there. */
    Future<Outcome> read(Caller caller, GetMessages ask) {
        Map<Conversation, Call> calls = new LinkedHashMap<>();
        for (MessageName name : ask.names()) {
            Conversation conversation = Sides.require(name.conversation(), caller.account());
            calls.computeIfAbsent(conversation, c -> call(c, caller.account()))
                    .arg(name.time() + "-" + Entries.seqOf(name.idServer()));
        }
        List<Future<Optional<Reply>>> asked = calls.values().stream()
                .map(call -> Sight.ifSeen(lines.ask(call).map(Sight::require)))
                .toList();
        return Future.all(asked)
                .map(all -> {
                    Map<String, Message> found = new HashMap<>();
                    asked.forEach(reply -> reply.result().ifPresent(some -> collect(some, found)));
                    List<Message> inOrder = ask.names().stream()
                            .flatMap(name -> Optional.ofNullable(found.get(name.idServer()))
                                    .filter(message -> message.time() == name.time())
                                    .stream())
                            .toList();
                    return Outcome.of(new Answer.Messages(inOrder, false));
                });
    }

    private Call call(Conversation conversation, String account) {
        Call call = Call.of(Script.MESSAGES)
                .key(keys.log(conversation))
                .key(keys.meta(conversation))
                .key(keys.deleted(conversation, account));
        return Sight.keys(call, keys, conversation)
                .arg(account)
                .arg(config.retention().toMillis());
    }

    private static void collect(Reply reply, Map<String, Message> found) {
        Response flat = reply.get(1);
        for (int i = 0; i < flat.size(); i += 3) {
            Message message = Entries.message(
                    reply.number(0), flat.get(i).toString(), flat.get(i + 1).toString(), flat.get(i + 2));
            found.put(message.idServer(), message);
        }
    }
}
