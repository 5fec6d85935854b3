package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelCommand.Invitation;
import io.posthouse.model.ChannelCommand.Tell;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.Signal;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is asked about channels, and how CHANNEL and SIGNAL are written. */
final class ChannelVerbs {
    private static final Set<String> TELL = Set.of("ext", "kept");
    private static final Set<String> REQUEST = Set.of("channelId", "account", "requestId", "ext", "kept");

    private static final int PUSH_FIELDS_MAX = 20;

    private ChannelVerbs() {}

    static List<Verb> all() {
        return List.of(
                verb("createChannel", Set.of("type", "name", "channelExt"), ChannelVerbs::create),
                verb("channel", Set.of("name"), in -> new ChannelCommand.FindChannel(name(in.text("name")))),
                Verbs.command(
                        "channels",
                        Set.of(),
                        in -> new ChannelCommand.GetChannels(),
                        Answer.Channels.class,
                        ChannelVerbs::writeChannels),
                verb("delayChannel", Set.of("channelId"), in -> new ChannelCommand.DelayChannel(id(in))),
                verb("closeChannel", and(TELL, "channelId"), in -> new ChannelCommand.CloseChannel(id(in), tell(in))),
                verb(
                        "joinChannel",
                        and(TELL, "channelId", "uid"),
                        in -> new ChannelCommand.JoinChannel(id(in), uid(in), tell(in))),
                verb("leaveChannel", and(TELL, "channelId"), in -> new ChannelCommand.LeaveChannel(id(in), tell(in))),
                verb(
                        "inviteToChannel",
                        and(REQUEST, "pushInfo"),
                        in -> new ChannelCommand.InviteToChannel(id(in), invitation(in))),
                verb(
                        "cancelInvitation",
                        REQUEST,
                        in -> new ChannelCommand.CancelInvitation(
                                id(in), in.account("account"), request(in), tell(in))),
                verb(
                        "rejectInvitation",
                        REQUEST,
                        in -> new ChannelCommand.RejectInvitation(
                                id(in), in.account("account"), request(in), tell(in))),
                verb(
                        "acceptInvitation",
                        and(REQUEST, "join", "uid"),
                        in -> new ChannelCommand.AcceptInvitation(
                                id(in), in.account("account"), request(in), tell(in), in.flag("join", false), uid(in))),
                verb(
                        "signal",
                        Set.of("channelId", "account", "ext"),
                        in -> new ChannelCommand.SendSignal(
                                id(in), in.text("account") == null ? null : in.account("account"), in.text("ext"))),
                verb(
                        "call",
                        Set.of("type", "name", "channelExt", "uid", "account", "requestId", "ext", "kept", "pushInfo"),
                        in -> new ChannelCommand.Call(create(in), uid(in), invitation(in))));
    }

    private static Verb verb(String name, Set<String> fields, Function<Fields, ChannelCommand> make) {
        return Verbs.command(name, fields, make::apply, Answer.InChannel.class, ChannelVerbs::write);
    }

    private static Set<String> and(Set<String> fields, String... others) {
        Set<String> all = new TreeSet<>(fields);
        all.addAll(List.of(others));
        return Set.copyOf(all);
    }

    private static ChannelCommand.CreateChannel create(Fields in) {
        return new ChannelCommand.CreateChannel(type(in), in.text("name"), in.text("channelExt"));
    }

    private static ChannelType type(Fields in) {
        String word = in.text("type", "");
        for (ChannelType type : ChannelType.values()) {
            if (wireName(type).equals(word)) {
                return type;
            }
        }
        throw Values.invalid("type");
    }

    private static String wireName(ChannelType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String name(@Nullable String name) {
        return Forms.required(name, "name");
    }

    private static String id(Fields in) {
        return in.idServer("channelId");
    }

    private static long uid(Fields in) {
        return in.number("uid", 0, Values.NUMBER_MAX, 0);
    }

    private static String request(Fields in) {
        return Forms.required(in.text("requestId"), "requestId");
    }

    private static Tell tell(Fields in) {
        return new Tell(in.text("ext"), in.flag("kept", false));
    }

    private static Invitation invitation(Fields in) {
        return new Invitation(in.account("account"), request(in), tell(in), in.objectText("pushInfo", PUSH_FIELDS_MAX));
    }

    private static void write(Answer.InChannel answer, JsonGenerator out) throws IOException {
        out.writeFieldName("channel");
        write(answer.channel(), out);
        out.writeBooleanField("reached", answer.reached());
        out.writeNumberField("time", answer.time());
    }

    private static void writeChannels(Answer.Channels answer, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("channels");
        for (Channel channel : answer.channels()) {
            write(channel, out);
        }
        out.writeEndArray();
    }

    private static void write(Channel channel, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("channelId", channel.id());
        out.writeStringField("type", wireName(channel.type()));
        out.writeStringField("name", channel.name());
        out.writeStringField("creator", channel.creator());
        MessageWriter.text("ext", channel.ext(), out);
        out.writeNumberField("createTime", channel.createTime());
        out.writeNumberField("expireTime", channel.expireTime());
        if (!channel.members().isEmpty()) {
            out.writeArrayFieldStart("members");
            for (ChannelMember member : channel.members()) {
                write(member, out);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void write(ChannelMember member, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("account", member.account());
        out.writeNumberField("uid", member.uid());
        out.writeNumberField("joinTime", member.joinTime());
        out.writeNumberField("expireTime", member.expireTime());
        out.writeEndObject();
    }

    static void write(Signal signal, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", signal.kind().wireName());
        out.writeFieldName("channel");
        write(signal.channel(), out);
        out.writeStringField("from", signal.from());
        MessageWriter.text("to", signal.to(), out);
        MessageWriter.text("requestId", signal.requestId(), out);
        if (signal.member() != null) {
            out.writeFieldName("member");
            write(signal.member(), out);
        }
        MessageWriter.text("ext", signal.ext(), out);
        MessageWriter.opaque("pushInfo", signal.pushInfo(), out);
        out.writeNumberField("time", signal.time());
        out.writeEndObject();
    }
}
