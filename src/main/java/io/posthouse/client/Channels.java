package io.posthouse.client;

import io.posthouse.model.Channel;
import io.posthouse.model.ChannelType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one client's account does in channels, where accounts agree on a call; {@link Listener#signal} tells what others do. Futures fail
 * as those of {@link PosthouseClient}.
 */
public final class Channels {
    private final PosthouseClient client;

    Channels(PosthouseClient client) {
        this.client = client;
    }

    /**
     * What was done.
     *
     * @param channel as it is now
     * @param reached whether who was invited is connected
     */
    public record Done(Channel channel, boolean reached) {}

    /**
     * @param account who invites, or who is invited
     * @param requestId names the invitation, 1 to 128 characters
     */
    public record Invitation(String account, String requestId) {}

    /**
     * What the others are told.
     *
     * @param ext the app's own text
     * @param kept whether it waits for who is offline
     */
    public record Tell(@Nullable String ext, boolean kept) {
        public static final Tell NOTHING = new Tell(null, false);
    }

    /** @param name names one channel at a time; null for any */
    public Future<Done> create(ChannelType type, @Nullable String name, @Nullable String ext) {
        return ask("createChannel", creation(type, name, ext));
    }

    /** The channel of that name, and who is in it. */
    public Future<Done> find(String name) {
        return ask("channel", new JsonObject().put("name", name));
    }

    /** Those that the account is in. */
    public Future<List<Channel>> own() {
        return client.request("channels", new JsonObject())
                .map(ok -> WireReader.list(ok, "channels", ChannelReader::channel));
    }

    /** @param uid unique in the channel; 0 for any */
    public Future<Done> join(String channelId, long uid, Tell tell) {
        return ask("joinChannel", with(tell, of(channelId).put("uid", uid)));
    }

    /** Says that this member stays. */
    public Future<Done> delay(String channelId) {
        return ask("delayChannel", of(channelId));
    }

    public Future<Done> leave(String channelId, Tell tell) {
        return ask("leaveChannel", with(tell, of(channelId)));
    }

    /** Ends it for all. */
    public Future<Done> close(String channelId, Tell tell) {
        return ask("closeChannel", with(tell, of(channelId)));
    }

    public Future<Done> invite(String channelId, Invitation invitation, Tell tell) {
        return ask("inviteToChannel", with(tell, with(invitation, of(channelId))));
    }

    /** Takes an invitation back. */
    public Future<Done> cancel(String channelId, Invitation invitation, Tell tell) {
        return ask("cancelInvitation", with(tell, with(invitation, of(channelId))));
    }

    public Future<Done> reject(String channelId, Invitation invitation, Tell tell) {
        return ask("rejectInvitation", with(tell, with(invitation, of(channelId))));
    }

    /** @param join whether the account joins at once */
    public Future<Done> accept(String channelId, Invitation invitation, Tell tell, boolean join) {
        return ask("acceptInvitation", with(tell, with(invitation, of(channelId).put("join", join))));
    }

    /**
     * @param account a member; null for all others
     * @param ext what it is told
     */
    public Future<Done> signal(String channelId, @Nullable String account, String ext) {
        JsonObject fields = of(channelId).put("ext", ext);
        WireWriter.put(fields, "account", account);
        return ask("signal", fields);
    }

    /** Makes a channel, joins and invites. */
    public Future<Done> call(ChannelType type, @Nullable String name, Invitation invitation, Tell tell) {
        return ask("call", with(tell, with(invitation, creation(type, name, null))));
    }

    private Future<Done> ask(String verb, JsonObject fields) {
        return client.request(verb, fields)
                .map(ok -> new Done(
                        ChannelReader.channel(ok.getJsonObject("channel", new JsonObject())),
                        ok.getBoolean("reached", false)));
    }

    private static JsonObject creation(ChannelType type, @Nullable String name, @Nullable String ext) {
        JsonObject fields = new JsonObject().put("type", type.name().toLowerCase(Locale.ROOT));
        WireWriter.put(fields, "name", name);
        WireWriter.put(fields, "channelExt", ext);
        return fields;
    }

    private static JsonObject of(String channelId) {
        return new JsonObject().put("channelId", channelId);
    }

    private static JsonObject with(Tell tell, JsonObject fields) {
        WireWriter.put(fields, "ext", tell.ext());
        return fields.put("kept", tell.kept());
    }

    private static JsonObject with(Invitation invitation, JsonObject fields) {
        return fields.put("account", invitation.account()).put("requestId", invitation.requestId());
    }
}
