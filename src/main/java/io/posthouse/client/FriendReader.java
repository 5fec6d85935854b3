package io.posthouse.client;

import io.posthouse.model.Event.Change.FriendChanged;
import io.posthouse.model.Event.Change.FriendNotified;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendDeed;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reads what the gateway says about friends. Unknown keys and values of a newer gateway do not break it. */
final class FriendReader {
    private FriendReader() {}

    static Friend friend(JsonObject json) {
        return new Friend(
                json.getString("account", ""),
                json.getString("alias"),
                json.getString("ext"),
                json.getString("serverExt"),
                json.getBoolean("valid", true),
                json.getLong("createTime", 0L),
                json.getLong("updateTime", 0L));
    }

    /** Empty for a deed of a newer gateway. */
    static Optional<FriendChanged> changed(JsonObject change) {
        return deed(change)
                .map(deed -> new FriendChanged(
                        friend(change.getJsonObject("friend", new JsonObject())), deed, change.getString("from", "")));
    }

    static Optional<FriendNotified> notified(JsonObject change) {
        return deed(change)
                .map(deed -> new FriendNotified(
                        deed,
                        change.getString("from", ""),
                        change.getString("to", ""),
                        change.getString("ps"),
                        change.getLong("time", 0L)));
    }

    private static Optional<FriendDeed> deed(JsonObject change) {
        return FriendDeed.of(change.getString("deed", ""));
    }
}
