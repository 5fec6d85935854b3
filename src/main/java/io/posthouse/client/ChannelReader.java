package io.posthouse.client;

import io.posthouse.model.Channel;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads what the gateway says about channels. Unknown keys and values of a newer gateway do not break it. */
final class ChannelReader {
    private ChannelReader() {}

    static Channel channel(JsonObject json) {
        return new Channel(
                json.getString("channelId", ""),
                type(json.getString("type", "")),
                json.getString("name", ""),
                json.getString("creator", ""),
                json.getString("ext"),
                json.getLong("createTime", 0L),
                json.getLong("expireTime", 0L),
                WireReader.list(json, "members", ChannelReader::member));
    }

    private static ChannelType type(String word) {
        return Arrays.stream(ChannelType.values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(ChannelType.CUSTOM);
    }

    private static ChannelMember member(JsonObject json) {
        return new ChannelMember(
                json.getString("account", ""),
                json.getLong("uid", 0L),
                json.getLong("joinTime", 0L),
                json.getLong("expireTime", 0L));
    }

    /** Empty for a kind of a newer gateway. */
    static Optional<Signal> signal(JsonObject json) {
        JsonObject member = json.getJsonObject("member");
        JsonObject pushInfo = json.getJsonObject("pushInfo");
        return Arrays.stream(SignalKind.values())
                .filter(kind -> kind.wireName().equals(json.getString("kind", "")))
                .findFirst()
                .map(kind -> new Signal(
                        kind,
                        channel(json.getJsonObject("channel", new JsonObject())),
                        json.getString("from", ""),
                        json.getString("to"),
                        json.getString("requestId"),
                        member == null ? null : member(member),
                        json.getString("ext"),
                        pushInfo == null ? null : pushInfo.encode(),
                        json.getLong("time", 0L)));
    }
}
