package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.ChannelCommand.Tell;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.Event;
import io.posthouse.model.Push;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whom it concerns what happened in a channel. What is to wait is kept as the account's change, like a custom notification. */
final class Signals {
    private final Lines lines;
    private final Keys keys;
    private final int changesMax;

    Signals(Lines lines, Keys keys, int changesMax) {
        this.lines = lines;
        this.keys = keys;
        this.changesMax = changesMax;
    }

    static Signal toAll(SignalKind kind, ChannelReply reply, Caller caller, @Nullable String ext) {
        return new Signal(
                kind, reply.channel().withoutMembers(), caller.account(), null, null, null, ext, null, reply.time());
    }

    static Signal joined(ChannelReply reply, Caller caller, @Nullable String ext) {
        ChannelMember member = reply.member(caller.account());
        return new Signal(
                SignalKind.JOIN,
                reply.channel().withoutMembers(),
                caller.account(),
                null,
                null,
                member,
                ext,
                null,
                reply.time());
    }

    /** About an invitation. */
    static Signal about(
            SignalKind kind, ChannelReply reply, Caller caller, String to, String requestId, @Nullable String ext) {
        return new Signal(
                kind, reply.channel().withoutMembers(), caller.account(), to, requestId, null, ext, null, reply.time());
    }

    /** The caller's other devices, so that they stop ringing. */
    static Push toOwnDevices(Caller caller, Signal signal) {
        return Push.to(List.of(caller.account()), new Event.SignalCame(signal), caller.connectionId());
    }

    Future<List<Push>> tell(List<String> accounts, Signal signal, Tell tell) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        if (!tell.kept()) {
            return Future.succeededFuture(List.of(Push.to(accounts, new Event.SignalCame(signal), "")));
        }
        List<Future<Push>> kept =
                accounts.stream().map(account -> keep(account, signal)).toList();
        return Future.all(kept).map(done -> {
            List<Push> pushes = new ArrayList<>();
            kept.forEach(push -> pushes.add(push.result()));
            return pushes;
        });
    }

    /** Where too much waits already, and for an account that is none, nothing is kept; who is connected is told all the same. */
    private Future<Push> keep(String account, Signal signal) {
        Event.Change change = new Event.Change.SignalReceived(signal);
        return lines.ask(SysMsgs.keeping(keys, account, change, changesMax)).map(reply -> {
            long number = reply.get().toLong();
            Event event = number > 0 ? new Event.AccountChanged(number, change) : new Event.SignalCame(signal);
            return Push.to(List.of(account), event, "");
        });
    }
}
