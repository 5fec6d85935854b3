package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Grant;
import io.posthouse.model.MessageType;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Begins every call of an operation on a team as team.lua wants it, and reads the answer. */
final class TeamCalls {
    private final Lines lines;
    private final Keys keys;
    private final Aftermath aftermath;

    TeamCalls(Lines lines, Keys keys, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.aftermath = aftermath;
    }

    Call call(Script script, Caller caller, Conversation team, List<Grant> grants) {
        Sides.requireTeam(team);
        // Without a device it reaches all of whoever did it.
        Caller anyDevice = new Caller(caller.account(), "", caller.clientType(), caller.connectionId(), caller.nick());
        String idClient = UUID.randomUUID().toString().replace("-", "");
        Draft draft = Draft.of(team.scene(), team.id(), MessageType.NOTIFICATION, null, null, idClient);
        Call call = Call.of(script)
                .key(keys.team(team))
                .key(keys.members(team))
                .key(keys.former(team))
                .key(keys.pending(team))
                .key(keys.watchers(team))
                .key(keys.log(team))
                .key(keys.meta(team))
                .key(keys.moves(team))
                .arg(Sides.requireAccount(caller.account()))
                .arg(isServer(caller) ? "s" : "-")
                .arg(team.scene().wireName())
                .arg(team.id())
                .arg(idClient)
                .arg(Entries.head(draft.type().wireName(), anyDevice, idClient))
                .arg(MessageText.write(anyDevice, draft))
                .arg(grants.size());
        grants.forEach(grant -> call.arg(grant.rolesText()).arg(grant.targetsText()));
        return call;
    }

    /** Asks what changes nothing. */
    Future<TeamReply> look(Conversation team, Call call) {
        return lines.ask(call).map(reply -> TeamReply.of(team, reply));
    }

    /** Fails with the script's refusal, or if it is not as durable as it has to be. */
    Future<TeamReply> change(Conversation team, Call call) {
        return lines.ask(call.durable()).map(reply -> {
            TeamReply read = TeamReply.of(team, reply);
            if (!read.isAgain() && !read.wasBefore() && read.hasChanged()) {
                aftermath.stored(read.message());
            }
            aftermath.requireDurable(reply);
            return read;
        });
    }

    /** Marks the session of those who came or went as changed, if anything did. */
    Future<TeamReply> marked(Conversation team, TeamReply reply, List<String> accounts) {
        return reply.hasChanged()
                ? aftermath.mark(accounts, team, reply.time()).map(v -> reply)
                : Future.succeededFuture(reply);
    }

    /** Whether the server itself asks, on no connection. */
    static boolean isServer(Caller caller) {
        return caller.connectionId().isEmpty() && caller.deviceId().equals("server");
    }
}
