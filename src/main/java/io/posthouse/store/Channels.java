package io.posthouse.store;

import io.posthouse.config.SignallingConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelCommand.CloseChannel;
import io.posthouse.model.ChannelCommand.CreateChannel;
import io.posthouse.model.ChannelCommand.DelayChannel;
import io.posthouse.model.ChannelCommand.FindChannel;
import io.posthouse.model.ChannelCommand.JoinChannel;
import io.posthouse.model.ChannelCommand.LeaveChannel;
import io.posthouse.model.ChannelCommand.SendSignal;
import io.posthouse.model.ChannelCommand.Tell;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Channels and who is in them. All of a channel ends together, by itself; its name is free again then. */
final class Channels {
    private static final int ID_DIGITS_MAX = 15;

    private final Lines lines;
    private final Keys keys;
    private final SignallingConfig config;
    private final Signals signals;

    Channels(Lines lines, Keys keys, SignallingConfig config, Signals signals) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.signals = signals;
    }

    Signals signals() {
        return signals;
    }

    Future<Outcome> create(Caller caller, CreateChannel create) {
        long life = config.channelLife().toMillis();
        return lines.ask(Call.of(Command.INCR).key(keys.numbers())).compose(number -> {
            String id = number.get().toString();
            String name = create.name() == null ? id : create.name();
            Call named = Call.of(Command.SET)
                    .key(keys.channelName(name))
                    .arg(id)
                    .arg("NX")
                    .arg("PX")
                    .arg(life);
            Call make = Call.of(Script.CHANNEL_CREATE)
                    .key(keys.channel(id))
                    .key(keys.channelMembers(id))
                    .arg(life)
                    .arg("type")
                    .arg(create.type().name())
                    .arg("name")
                    .arg(name)
                    .arg("creator")
                    .arg(caller.account());
            if (create.ext() != null) {
                make.arg("ext").arg(create.ext());
            }
            return lines.ask(named).compose(set -> {
                if (set.value() == null) {
                    throw new FaultException(Fault.ALREADY_EXISTS, "name");
                }
                return lines.ask(make)
                        .map(reply -> Outcome.of(ChannelReply.of(id, reply).answer()));
            });
        });
    }

    Future<Outcome> find(FindChannel find) {
        return lines.ask(Call.of(Command.GET).key(keys.channelName(find.name())))
                .compose(id -> {
                    if (id.value() == null) {
                        throw new FaultException(Fault.NOT_FOUND);
                    }
                    return read(id.get().toString());
                })
                .map(reply -> Outcome.of(reply.answer()));
    }

    /** Those that the account is in. */
    Future<Outcome> own(Caller caller) {
        String account = caller.account();
        return lines.ask(Call.of(Command.ZRANGE)
                        .key(keys.channels(account))
                        .arg(0)
                        .arg(-1))
                .compose(ids -> {
                    List<Future<Channel>> found = new ArrayList<>();
                    for (String id : Subscribers.names(ids.get())) {
                        found.add(read(id).map(ChannelReply::channel));
                    }
                    return Future.join(found).transform(done -> {
                        List<Channel> channels = new ArrayList<>();
                        for (Future<Channel> one : found) {
                            if (one.succeeded() && one.result().has(account)) {
                                channels.add(one.result());
                            }
                        }
                        return Future.succeededFuture(Outcome.of(new Answer.Channels(channels)));
                    });
                });
    }

    private Future<ChannelReply> read(String id) {
        Call call = Call.of(Script.CHANNEL_READ).key(keys.channel(id)).key(keys.channelMembers(id));
        return lines.ask(call).map(reply -> ChannelReply.of(id, reply));
    }

    Future<Outcome> delay(Caller caller, DelayChannel delay) {
        long stay = config.memberLife().toMillis();
        Call call = call(Script.CHANNEL_DELAY, delay.channelId())
                .arg(caller.account())
                .arg(stay);
        return ask(delay.channelId(), call)
                .compose(reply -> note(caller.account(), reply).map(v -> Outcome.of(reply.answer())));
    }

    Future<Outcome> join(Caller caller, JoinChannel join) {
        return join(caller, join.channelId(), join.uid(), "", "").compose(reply -> signals.tell(
                        reply.others(caller.account()),
                        Signals.joined(reply, caller, join.tell().ext()),
                        join.tell())
                .map(pushes -> new Outcome(reply.answer(), pushes)));
    }

    /** @param inviter empty if it is no answer to an invitation */
    Future<ChannelReply> join(Caller caller, String channelId, long uid, String inviter, String requestId) {
        String account = caller.account();
        Call call = call(Script.CHANNEL_JOIN, channelId)
                .arg(account)
                .arg(caller.deviceId())
                .arg(uid)
                .arg(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE))
                .arg(config.memberLife().toMillis())
                .arg(config.membersMax())
                .arg(inviter)
                .arg(requestId);
        return lines.ask(Call.of(Command.ZCARD).key(keys.channels(account)))
                .compose(count -> {
                    if (count.get().toLong() >= config.channelsPerAccountMax()) {
                        return tidy(account).compose(v -> ask(channelId, call));
                    }
                    return ask(channelId, call);
                })
                .compose(reply -> note(account, reply).map(reply));
    }

    /** Forgets memberships that have ended; fails if as many as there may be are left. */
    private Future<Void> tidy(String account) {
        String channels = keys.channels(account);
        Call now = Call.of(Command.TIME);
        return lines.ask(now)
                .compose(time -> lines.ask(Call.of(Command.ZREMRANGEBYSCORE)
                        .key(channels)
                        .arg("-inf")
                        .arg(time.number(0) * 1000 + time.number(1) / 1000)))
                .compose(v -> lines.ask(Call.of(Command.ZCARD).key(channels)))
                .map(left -> {
                    if (left.get().toLong() >= config.channelsPerAccountMax()) {
                        throw new FaultException(Fault.LIMIT_REACHED, "signalling.channelsPerAccountMax");
                    }
                    return null;
                });
    }

    /** With the account, for its next login. A crash before this costs that it is not told there. */
    private Future<Void> note(String account, ChannelReply reply) {
        String channels = keys.channels(account);
        Future<Reply> added = lines.ask(Call.of(Command.ZADD)
                .key(channels)
                .arg(reply.member(account).expireTime())
                .arg(reply.channel().id()));
        Future<Reply> named = lines.ask(Call.of(Command.PEXPIREAT)
                .key(keys.channelName(reply.channel().name()))
                .arg(reply.channel().expireTime()));
        return Future.all(added, named)
                .compose(v -> lines.ask(Call.of(Command.PEXPIRE)
                        .key(channels)
                        .arg(config.memberLife().toMillis())))
                .mapEmpty();
    }

    Future<Outcome> leave(Caller caller, LeaveChannel leave) {
        Call call = call(Script.CHANNEL_LEAVE, leave.channelId()).arg(caller.account());
        return ask(leave.channelId(), call).compose(reply -> forget(caller.account(), leave.channelId())
                .compose(v -> toMembers(caller, reply, SignalKind.LEAVE, leave.tell())));
    }

    Future<Outcome> close(Caller caller, CloseChannel close) {
        Call call = call(Script.CHANNEL_CLOSE, close.channelId()).arg(caller.account());
        return ask(close.channelId(), call).compose(reply -> {
            List<Future<Void>> steps = new ArrayList<>();
            reply.channel().members().forEach(member -> steps.add(forget(member.account(), close.channelId())));
            steps.add(lines.ask(Call.of(Command.UNLINK)
                            .key(keys.channelName(reply.channel().name())))
                    .mapEmpty());
            return Future.all(steps).compose(v -> toMembers(caller, reply, SignalKind.CLOSE, close.tell()));
        });
    }

    private Future<Void> forget(String account, String channelId) {
        return lines.ask(Call.of(Command.ZREM).key(keys.channels(account)).arg(channelId))
                .mapEmpty();
    }

    Future<Outcome> signal(Caller caller, SendSignal send) {
        return read(requireId(send.channelId())).compose(reply -> {
            String to = send.to();
            if (!reply.channel().has(caller.account())
                    || (to != null && !reply.channel().has(to))) {
                throw new FaultException(Fault.NOT_A_MEMBER);
            }
            Signal signal = Signals.toAll(SignalKind.CUSTOM, reply, caller, send.ext());
            List<String> accounts = to == null ? reply.others(caller.account()) : List.of(to);
            return signals.tell(accounts, signal, new Tell(null, false))
                    .map(pushes -> new Outcome(reply.answer(), pushes));
        });
    }

    private Future<Outcome> toMembers(Caller caller, ChannelReply reply, SignalKind kind, Tell tell) {
        return signals.tell(reply.others(caller.account()), Signals.toAll(kind, reply, caller, tell.ext()), tell)
                .map(pushes -> new Outcome(reply.answer(), List.<Push>copyOf(pushes)));
    }

    Call call(Script script, String channelId) {
        return Call.of(script)
                .key(keys.channel(requireId(channelId)))
                .key(keys.channelMembers(channelId))
                .key(keys.invitations(channelId));
    }

    Future<ChannelReply> ask(String channelId, Call call) {
        return lines.ask(call).map(reply -> ChannelReply.of(channelId, reply));
    }

    /** Fails what is no channel's id, for it becomes a part of keys. */
    private static String requireId(String id) {
        boolean isNumber =
                !id.isEmpty() && id.length() <= ID_DIGITS_MAX && id.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            throw new FaultException(Fault.INVALID, "channelId");
        }
        return id;
    }
}
