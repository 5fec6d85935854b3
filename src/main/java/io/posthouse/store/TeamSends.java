package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Stores messages of teams (S1 to S4, T3, T4): one write, and one push for all members wherever they are. */
final class TeamSends {
    private static final int TRIM_EVERY = 64;

    private final Lines lines;
    private final Keys keys;
    private final Aftermath aftermath;

    TeamSends(Lines lines, Keys keys, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.aftermath = aftermath;
    }

    Future<Outcome> send(Caller caller, Command.Send send, List<Grant> grants) {
        Draft draft = send.draft();
        Conversation team = Sides.requireTeam(new Conversation(draft.scene(), draft.to()));
        Call call = Call.of(Script.TEAM_SEND)
                .key(keys.log(team))
                .key(keys.meta(team))
                .key(keys.team(team))
                .key(keys.members(team))
                .key(keys.watchers(team))
                .key(keys.gone(team, caller.account()))
                .key(keys.acks(team))
                .key(keys.reads(team))
                .durable()
                .arg(caller.account())
                .arg(draft.idClient())
                .arg(ContentHash.of(draft))
                .arg(Flags.of(draft, caller.account()))
                .arg(Entries.head(draft.type().wireName(), caller, draft.idClient()))
                .arg(MessageText.write(caller, draft))
                .arg(rolesText(grants))
                .arg(isServer(caller) ? 1 : 0)
                .arg(1)
                .arg(draft.needAck() ? 1 : 0);
        return lines.ask(call).map(reply -> outcome(caller, draft, reply));
    }

    /** The rows, one a line. Without a row nobody may. */
    static String rolesText(List<Grant> grants) {
        if (grants.isEmpty()) {
            throw new FaultException(Fault.FORBIDDEN);
        }
        return grants.stream().map(Grant::rolesText).collect(Collectors.joining("\n"));
    }

    /** Whether the server speaks for an account, on no connection. */
    static boolean isServer(Caller caller) {
        return caller.connectionId().isEmpty()
                && caller.deviceId().equals(Caller.server("").deviceId());
    }

    static List<String> texts(Response list) {
        List<String> texts = new ArrayList<>(list.size());
        list.forEach(text -> texts.add(text.toString()));
        return texts;
    }

    private Outcome outcome(Caller caller, Draft draft, Reply reply) {
        return switch ((int) reply.number(0)) {
            case 0 -> fresh(caller, draft, reply);
            case 1 -> duplicate(caller, draft, reply);
            case 2 -> throw new FaultException(Fault.CONTENT_DIFFERS);
            case 3 -> throw new FaultException(Fault.NOT_FOUND, "team");
            case 4 -> throw new FaultException(Fault.NOT_A_MEMBER);
            case 5 -> throw new FaultException(Fault.MUTED);
            default -> throw new IllegalStateException("the team send script answered " + reply.number(0));
        };
    }

    private Outcome fresh(Caller caller, Draft draft, Reply reply) {
        Message message = Entries.message(caller, draft, reply.number(1), reply.number(2), reply.number(3));
        aftermath.stored(message);
        aftermath.requireDurable(reply);
        if (message.seq() % TRIM_EVERY == 0) {
            aftermath.trim(message.conversation());
        }
        return outcome(caller, reply, message, false, reply.get(5));
    }

    /** The pushes go again: whoever has it drops it by its seq, and a crash between storing and pushing is healed. */
    private Outcome duplicate(Caller caller, Draft draft, Reply reply) {
        aftermath.requireDurable(reply);
        if (reply.get(5).toString().equals("r")) {
            Message message = Entries.message(caller, draft, reply.number(1), reply.number(2), reply.number(3));
            return Outcome.of(new Answer.Sent(message, aftermath.durability(reply), true));
        }
        Message message = Entries.message(
                reply.number(3),
                reply.number(2),
                reply.number(1),
                reply.get(6).toString(),
                reply.get(7).toBytes());
        return outcome(caller, reply, message, true, reply.get(8));
    }

    private Outcome outcome(Caller caller, Reply reply, Message message, boolean duplicate, Response watchers) {
        Event event = new Event.Arrived(message, reply.number(4));
        return new Outcome(
                new Answer.Sent(message, aftermath.durability(reply), duplicate),
                List.of(Push.toTeam(message.conversation(), texts(watchers), List.of(), event, caller.connectionId())));
    }
}
