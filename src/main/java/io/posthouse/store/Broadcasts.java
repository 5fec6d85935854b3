package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Broadcast;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.AcknowledgeBroadcasts;
import io.posthouse.model.Command.SendBroadcast;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Texts;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** What the server tells everybody: stored once, with a life, and for each device which of it the device has. */
final class Broadcasts {
    /** Each login reads those that live. */
    static final int LIVING_MAX = 20;

    private static final String MARK = "@";

    private final Lines lines;
    private final Keys keys;
    private final Aftermath aftermath;
    private final int bodyCharsMax;

    Broadcasts(Lines lines, Keys keys, Aftermath aftermath, int bodyCharsMax) {
        this.bodyCharsMax = bodyCharsMax;
        this.lines = lines;
        this.keys = keys;
        this.aftermath = aftermath;
    }

    Future<Outcome> send(SendBroadcast send) {
        if (Texts.hasMoreThan(send.body(), bodyCharsMax)) {
            throw new FaultException(Fault.BODY_TOO_LONG);
        }
        String from = send.from();
        Call call = Call.of(Script.BROADCAST)
                .key(keys.broadcasts())
                .key(keys.broadcastNumber())
                .durable()
                .arg(from == null ? "" : Sides.requireAccount(from))
                .arg(send.body())
                .arg(send.lifeMillis())
                .arg(LIVING_MAX);
        return lines.ask(call).map(reply -> {
            if (reply.number(0) == 0) {
                throw new FaultException(Fault.LIMIT_REACHED, "at most " + LIVING_MAX + " broadcasts live at once");
            }
            aftermath.requireDurable(reply);
            return Outcome.of(
                    new Answer.BroadcastSent(new Broadcast(reply.number(0), from, send.body(), reply.number(1))));
        });
    }

    /** Those that the caller's device does not have. */
    Future<Outcome> read(Caller caller) {
        return lines.ask(Call.of(Command.HGET)
                        .key(keys.device(caller.account(), caller.deviceId()))
                        .arg(MARK))
                .compose(mark -> {
                    Call call = Call.of(Script.BROADCASTS).key(keys.broadcasts());
                    Response known = mark.value();
                    if (known != null) {
                        List.of(known.toString().split(" ", -1)).forEach(call::arg);
                    }
                    return lines.ask(call);
                })
                .map(reply -> Outcome.of(new Answer.Broadcasts(broadcasts(reply.get()))));
    }

    private static List<Broadcast> broadcasts(Response flat) {
        List<Broadcast> broadcasts = new ArrayList<>(flat.size() / 4);
        for (int i = 0; i + 3 < flat.size(); i += 4) {
            String from = flat.get(i + 2).toString();
            broadcasts.add(new Broadcast(
                    flat.get(i).toLong(),
                    from.isEmpty() ? null : from,
                    flat.get(i + 3).toString(),
                    flat.get(i + 1).toLong()));
        }
        return broadcasts;
    }

    Future<Outcome> acknowledge(Caller caller, AcknowledgeBroadcasts acknowledge) {
        Call call = Call.of(Script.BROADCAST_ACK)
                .key(keys.device(caller.account(), caller.deviceId()))
                .arg(LIVING_MAX);
        acknowledge.ids().forEach(call::arg);
        return lines.ask(call)
                .map(reply -> Outcome.of(new Answer.Done(reply.get().toLong())));
    }
}
