package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Optional;

/** What scripts need to judge what an account may see of a conversation (T3), and how they say that it may not: sight.lua. */
final class Sight {
    private Sight() {}

    /** Adds a team's keys; a p2p conversation needs none. */
    static Call keys(Call call, Keys keys, Conversation conversation) {
        return conversation.isTeam()
                ? call.key(keys.team(conversation))
                        .key(keys.members(conversation))
                        .key(keys.former(conversation))
                : call;
    }

    /** As {@link #keys}, after the sets of what does not count as unread for the account, and in a team for nobody. */
    static Call keysOfState(Call call, Keys keys, Conversation conversation, String account) {
        call.key(keys.log(conversation))
                .key(keys.meta(conversation))
                .key(keys.gone(conversation, account))
                .key(keys.deleted(conversation, account));
        if (conversation.isTeam()) {
            call.key(keys.gone(conversation, ""));
        }
        keys(call, keys, conversation);
        return conversation.isTeam() ? call.key(keys.late(conversation)) : call;
    }

    /** Throws if the script answered nothing but the name of a fault, or that and a detail. */
    static Reply require(Reply reply) {
        Response value = reply.get();
        if (value.type() == ResponseType.MULTI
                && value.size() > 0
                && value.size() < 3
                && value.get(0).type() == ResponseType.BULK) {
            Fault fault = Fault.valueOf(value.get(0).toString());
            throw value.size() == 1
                    ? new FaultException(fault)
                    : new FaultException(fault, value.get(1).toString());
        }
        return reply;
    }

    /** Empty for a session that is not the account's to see, though it was listed: nobody's login fails for that. */
    static <T> Future<Optional<T>> ifSeen(Future<T> session) {
        return session.map(Optional::of)
                .recover(cause ->
                        isRefusal(cause) ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(cause));
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof FaultException refusal
                && (refusal.fault() == Fault.NOT_FOUND || refusal.fault() == Fault.NOT_A_MEMBER);
    }
}
