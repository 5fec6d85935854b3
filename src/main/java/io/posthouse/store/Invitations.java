package io.posthouse.store;

import io.posthouse.config.SignallingConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelCommand.AcceptInvitation;
import io.posthouse.model.ChannelCommand.CancelInvitation;
import io.posthouse.model.ChannelCommand.Invitation;
import io.posthouse.model.ChannelCommand.InviteToChannel;
import io.posthouse.model.ChannelCommand.JoinChannel;
import io.posthouse.model.ChannelCommand.RejectInvitation;
import io.posthouse.model.ChannelCommand.Tell;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;

/**
 * Invitations to channels and what becomes of them. Whether an account exists, or has blocked who invites it, cannot be seen: it is as
 * if it were offline.
 */
final class Invitations {
    private final Lines lines;
    private final Keys keys;
    private final SignallingConfig config;
    private final Channels channels;
    private final Signals signals;

    Invitations(Lines lines, Keys keys, SignallingConfig config, Channels channels) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.channels = channels;
        this.signals = channels.signals();
    }

    Future<Outcome> call(Caller caller, ChannelCommand.Call call) {
        return channels.create(caller, call.create()).compose(made -> {
            String id = ((Answer.InChannel) made.answer()).channel().id();
            return channels.join(caller, new JoinChannel(id, call.uid(), new Tell(null, false)))
                    .compose(joined -> invite(caller, new InviteToChannel(id, call.invitation())));
        });
    }

    Future<Outcome> invite(Caller caller, InviteToChannel invite) {
        Invitation invitation = invite.invitation();
        String to = Sides.requireAccount(invitation.to());
        Call call = channels.call(Script.CHANNEL_INVITE, invite.channelId())
                .arg(caller.account())
                .arg(to)
                .arg(Sides.requireLine(invitation.requestId(), "requestId"))
                .arg(config.invitationLife().toMillis())
                .arg(config.invitationsMax());
        return channels.ask(invite.channelId(), call).compose(reply -> {
            Signal signal = new Signal(
                    SignalKind.INVITE,
                    reply.channel().withoutMembers(),
                    caller.account(),
                    to,
                    invitation.requestId(),
                    null,
                    invitation.tell().ext(),
                    invitation.pushInfo(),
                    reply.time());
            return tellInvited(caller, signal, invitation.tell())
                    .map(told -> new Outcome(
                            new Answer.InChannel(reply.channel(), told.reached, reply.time()), told.pushes));
        });
    }

    private Future<Told> tellInvited(Caller caller, Signal signal, Tell tell) {
        String to = String.valueOf(signal.to());
        Future<Boolean> isConnected = new Connected(lines, keys).is(to);
        Call blocked = Call.of(Command.SISMEMBER)
                .key(keys.relation(to, RelationKind.BLACK))
                .arg(caller.account());
        return lines.ask(blocked).compose(reply -> {
            if (reply.get().toLong() == 1) {
                return Future.succeededFuture(new Told(false, List.of()));
            }
            return signals.tell(List.of(to), signal, tell)
                    .compose(pushes -> isConnected.map(reached -> new Told(reached, pushes)));
        });
    }

    Future<Outcome> cancel(Caller caller, CancelInvitation cancel) {
        Call call = answer(cancel.channelId(), cancel.to(), cancel.requestId(), caller.account(), "canceled");
        return channels.ask(cancel.channelId(), call).compose(reply -> {
            Signal signal = Signals.about(
                    SignalKind.CANCEL,
                    reply,
                    caller,
                    cancel.to(),
                    cancel.requestId(),
                    cancel.tell().ext());
            return tellInvited(caller, signal, cancel.tell()).map(told -> new Outcome(reply.answer(), told.pushes));
        });
    }

    Future<Outcome> reject(Caller caller, RejectInvitation reject) {
        Call call = answer(reject.channelId(), caller.account(), reject.requestId(), reject.from(), "rejected");
        return channels.ask(reject.channelId(), call)
                .compose(reply -> tellInviter(
                        caller,
                        reply,
                        Signals.about(
                                SignalKind.REJECT,
                                reply,
                                caller,
                                reject.from(),
                                reject.requestId(),
                                reject.tell().ext()),
                        reject.tell()));
    }

    Future<Outcome> accept(Caller caller, AcceptInvitation accept) {
        Call call = answer(accept.channelId(), caller.account(), accept.requestId(), accept.from(), "accepted");
        Future<ChannelReply> done = accept.join()
                ? channels.join(
                        caller,
                        accept.channelId(),
                        accept.uid(),
                        Sides.requireAccount(accept.from()),
                        Sides.requireLine(accept.requestId(), "requestId"))
                : channels.ask(accept.channelId(), call);
        return done.compose(reply -> {
            Signal accepted = Signals.about(
                    SignalKind.ACCEPT,
                    reply,
                    caller,
                    accept.from(),
                    accept.requestId(),
                    accept.tell().ext());
            Future<Outcome> toInviter = tellInviter(caller, reply, accepted, accept.tell());
            return accept.join() ? toInviter.compose(outcome -> andJoined(caller, accept, reply, outcome)) : toInviter;
        });
    }

    private Future<Outcome> andJoined(Caller caller, AcceptInvitation accept, ChannelReply reply, Outcome outcome) {
        Signal joined = Signals.joined(reply, caller, accept.tell().ext());
        return signals.tell(reply.others(caller.account()), joined, accept.tell())
                .map(pushes -> {
                    List<Push> all = new ArrayList<>(outcome.pushes());
                    all.addAll(pushes);
                    return new Outcome(outcome.answer(), List.copyOf(all));
                });
    }

    private Future<Outcome> tellInviter(Caller caller, ChannelReply reply, Signal signal, Tell tell) {
        return signals.tell(List.of(String.valueOf(signal.to())), signal, tell).map(pushes -> {
            List<Push> all = new ArrayList<>(pushes);
            all.add(Signals.toOwnDevices(caller, signal));
            return new Outcome(reply.answer(), List.copyOf(all));
        });
    }

    private Call answer(String channelId, String invited, String requestId, String inviter, String state) {
        return channels.call(Script.CHANNEL_ANSWER, channelId)
                .arg(Sides.requireAccount(invited))
                .arg(Sides.requireLine(requestId, "requestId"))
                .arg(Sides.requireAccount(inviter))
                .arg(state);
    }

    private record Told(boolean reached, List<Push> pushes) {}
}
