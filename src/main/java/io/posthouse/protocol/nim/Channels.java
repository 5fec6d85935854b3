package io.posthouse.protocol.nim;

import io.posthouse.model.Channel;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Channels, who is in them and what happens there, as properties and packets. */
final class Channels {
    private Channels() {}

    /**
     * @param id what the client acknowledges it by; empty for one that waits for nobody
     * @param own whether another device of the account did it
     */
    static String packet(Signal signal, String id, boolean own) {
        return Packets.push(own ? "15_12" : "15_11", List.of(property(signal, id)));
    }

    static Property property(Signal signal, String id) {
        Map<String, Object> attach = new LinkedHashMap<>();
        attach.put("type", number(signal.kind()));
        if (signal.member() != null) {
            attach.put("member", member(signal.member()));
        }
        Property property = channel(signal.channel())
                .put("fromAccid", signal.from())
                .put("toAccid", signal.to())
                .put("requestId", signal.requestId())
                .put("attach", Packets.json(attach))
                .put("attachExt", signal.ext())
                .put("msgId", id.isEmpty() ? null : id)
                .put("time", signal.time());
        Group.CALL.write(signal.pushInfo(), property);
        return property;
    }

    /** With its members, if there are any. */
    static Property channel(Channel channel) {
        List<Property> members =
                channel.members().stream().map(Channels::member).toList();
        return new Property(Tables.CHANNEL)
                .put("type", number(channel.type()))
                .put("name", channel.name())
                .put("channelId", channel.id())
                .put("createTime", channel.createTime())
                .put("expireTime", channel.expireTime())
                .put("creatorAccid", channel.creator())
                .put("ext", channel.ext())
                .put("invalid", 0)
                .put("members", members.isEmpty() ? null : Packets.json(members));
    }

    private static Property member(ChannelMember member) {
        return new Property(Tables.CHANNEL_MEMBER)
                .put("accid", member.account())
                .put("uid", member.uid())
                .put("createTime", member.joinTime())
                .put("expireTime", member.expireTime());
    }

    private static int number(ChannelType type) {
        return switch (type) {
            case AUDIO -> 1;
            case VIDEO -> 2;
            case CUSTOM -> 3;
        };
    }

    static ChannelType type(long number) {
        for (ChannelType type : ChannelType.values()) {
            if (number(type) == number) {
                return type;
            }
        }
        throw Forms.invalid("type");
    }

    private static int number(SignalKind kind) {
        return switch (kind) {
            case CLOSE -> 1;
            case JOIN -> 2;
            case INVITE -> 3;
            case CANCEL -> 4;
            case REJECT -> 5;
            case ACCEPT -> 6;
            case LEAVE -> 7;
            case CUSTOM -> 8;
        };
    }
}
