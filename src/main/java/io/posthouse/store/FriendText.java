package io.posthouse.store;

import io.posthouse.model.Event.Change;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendDeed;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** A friend as the scripts of friend.lua keep and tell it: they put its JSON into the text of a change. */
final class FriendText {
    private static final Friend NOBODY = new Friend("", null, null, null, false, 0, 0);
    private static final String FIELD = "\"friend\":";

    private FriendText() {}

    /** The text of a change up to its friend, and from there on. */
    static String[] around(FriendDeed deed, String by) {
        String text = new String(Changes.text(new Change.FriendChanged(NOBODY, deed, by)), StandardCharsets.UTF_8);
        int start = text.indexOf(FIELD) + FIELD.length();
        return new String[] {text.substring(0, start), text.substring(text.indexOf('}', start) + 1)};
    }

    static Friend read(String text) {
        JsonObject json = new JsonObject(text);
        return new Friend(
                json.getString("account"),
                json.getString("alias"),
                json.getString("ext"),
                json.getString("serverExt"),
                json.getBoolean("valid"),
                json.getLong("createTime"),
                json.getLong("updateTime"));
    }
}
