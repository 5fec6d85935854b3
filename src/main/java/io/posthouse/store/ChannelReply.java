package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the scripts about channels answer, see channel.lua. */
record ChannelReply(Channel channel, long time) {

    /** Throws what the script refused with. */
    static ChannelReply of(String id, Reply reply) {
        if (reply.number(0) != 0) {
            throw new FaultException(fault((int) reply.number(0)));
        }
        Map<String, String> fields = new HashMap<>();
        Response flat = reply.get(2);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        Channel channel = new Channel(
                id,
                ChannelType.valueOf(fields.getOrDefault("type", "")),
                fields.getOrDefault("name", ""),
                fields.getOrDefault("creator", ""),
                fields.get("ext"),
                Long.parseLong(fields.getOrDefault("created", "0")),
                Long.parseLong(fields.getOrDefault("expires", "0")),
                members(reply.get(3)));
        return new ChannelReply(channel, reply.number(1));
    }

    private static List<ChannelMember> members(Response flat) {
        List<ChannelMember> members = new ArrayList<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            List<String> value = List.of(flat.get(i + 1).toString().split(" ", 4));
            members.add(new ChannelMember(
                    flat.get(i).toString(),
                    Long.parseLong(value.get(0)),
                    Long.parseLong(value.get(1)),
                    Long.parseLong(value.get(2))));
        }
        members.sort(Comparator.comparingLong(ChannelMember::joinTime).thenComparing(ChannelMember::account));
        return List.copyOf(members);
    }

    private static Fault fault(int wrong) {
        return switch (wrong) {
            case 1 -> Fault.NOT_FOUND;
            case 2 -> Fault.NOT_A_MEMBER;
            case 3 -> Fault.IN_CHANNEL;
            case 4 -> Fault.IN_CHANNEL_ELSEWHERE;
            case 5 -> Fault.UID_TAKEN;
            case 6 -> Fault.LIMIT_REACHED;
            case 7 -> Fault.INVITATION_OVER;
            case 8 -> Fault.INVITATION_REJECTED;
            case 9 -> Fault.INVITATION_ACCEPTED;
            default -> throw new IllegalStateException("a script about channels refused for an unknown reason");
        };
    }

    Answer answer() {
        return new Answer.InChannel(channel, true, time);
    }

    /** The account's own entry. */
    ChannelMember member(String account) {
        return channel.members().stream()
                .filter(member -> member.account().equals(account))
                .findFirst()
                .orElseThrow();
    }

    List<String> others(String account) {
        return channel.members().stream()
                .map(ChannelMember::account)
                .filter(other -> !other.equals(account))
                .toList();
    }
}
