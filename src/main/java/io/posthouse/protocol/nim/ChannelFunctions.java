package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelCommand.Invitation;
import io.posthouse.model.ChannelCommand.Tell;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Signalling: channels, invitations and what members tell each other. */
final class ChannelFunctions {
    private ChannelFunctions() {}

    static List<Row> rows() {
        return List.of(
                answered("15_1", "signalingCreate", ChannelFunctions::create),
                answered("15_2", "signalingDelay", tag -> new ChannelCommand.DelayChannel(id(tag))),
                answered("15_3", "signalingClose", tag -> new ChannelCommand.CloseChannel(id(tag), tell(tag))),
                answered("15_4", "signalingJoin", tag -> new ChannelCommand.JoinChannel(id(tag), uid(tag), tell(tag))),
                done("15_5", "signalingLeave", tag -> new ChannelCommand.LeaveChannel(id(tag), tell(tag))),
                row(
                        "15_6",
                        "signalingInvite",
                        tag -> new ChannelCommand.InviteToChannel(id(tag), invitation(tag)),
                        done -> done.reached() ? Reply.DONE : Reply.refused(Spelling.PEER_OFFLINE)),
                done(
                        "15_7",
                        "signalingCancelInvite",
                        tag -> new ChannelCommand.CancelInvitation(
                                id(tag), tag.account("toAccid"), request(tag), tell(tag))),
                done(
                        "15_8",
                        "signalingReject",
                        tag -> new ChannelCommand.RejectInvitation(
                                id(tag), tag.account("toAccid"), request(tag), tell(tag))),
                done("15_9", "signalingAccept", tag -> accept(tag, false)),
                done(
                        "15_10",
                        "signalingSendCustomCommand",
                        tag -> new ChannelCommand.SendSignal(
                                id(tag), tag.has("toAccid") ? tag.account("toAccid") : null, tag.text("attachExt"))),
                answered("15_15", "signalingQueryInfo", tag -> new ChannelCommand.FindChannel(tag.someText("name"))),
                row(
                        "15_16",
                        "signalingCallEx",
                        tag -> new ChannelCommand.Call(create(tag), uid(tag), invitation(tag)),
                        done -> Reply.of(Channels.channel(done.channel())
                                .put("callStatus", done.reached() ? Spelling.OK : Spelling.PEER_OFFLINE))),
                answered("15_17", "signalingJoinAndAccept", tag -> accept(tag, true)));
    }

    private static Row answered(String id, String name, Function<Props, ChannelCommand> make) {
        return row(id, name, make, done -> Reply.of(Channels.channel(done.channel())));
    }

    private static Row done(String id, String name, Function<Props, ChannelCommand> make) {
        return row(id, name, make, done -> Reply.DONE);
    }

    private static Row row(
            String id, String name, Function<Props, ChannelCommand> make, Function<Answer.InChannel, Reply> answer) {
        return Row.channel(id, name, (args, desk) -> {
            Props tag = args.property(0, Tables.CHANNEL);
            return desk.ask(make.apply(tag), Answer.InChannel.class).map(answer);
        });
    }

    private static ChannelCommand.CreateChannel create(Props tag) {
        long type = Forms.required(tag.number("type"), "type");
        String name = tag.text("name", "");
        return new ChannelCommand.CreateChannel(Channels.type(type), name.isEmpty() ? null : name, tag.text("ext"));
    }

    private static ChannelCommand accept(Props tag, boolean join) {
        return new ChannelCommand.AcceptInvitation(
                id(tag), tag.account("toAccid"), request(tag), tell(tag), join, uid(tag));
    }

    private static Invitation invitation(Props tag) {
        return new Invitation(tag.account("toAccid"), request(tag), tell(tag), Group.CALL.read(tag));
    }

    private static String request(Props tag) {
        return tag.someText("requestId");
    }

    private static Tell tell(Props tag) {
        return new Tell(tag.text("attachExt"), tag.flag("needOffline", false));
    }

    private static String id(Props tag) {
        return Forms.idServer(Forms.required(tag.raw("channelId"), "channelId"), "channelId");
    }

    private static long uid(Props tag) {
        return tag.number("uid", 0);
    }

    /** What a sync tells: the channels that the account is in. */
    static Future<Void> sync(Props wanted, Desk desk) {
        if (!wanted.has("avSignal")) {
            return Future.succeededFuture();
        }
        return desk.ask(new ChannelCommand.GetChannels(), Answer.Channels.class).map(own -> {
            List<Property> told = own.channels().stream().map(Channels::channel).toList();
            if (!told.isEmpty()) {
                desk.line().write(Packets.push("15_14", List.of(told)));
            }
            return null;
        });
    }
}
