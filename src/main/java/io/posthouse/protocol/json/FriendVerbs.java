package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendCommand;
import io.posthouse.model.FriendDeed;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is asked about friends, and how FRIEND is written. */
final class FriendVerbs {
    private static final int PAGE_CHARS_MAX = 15;

    private FriendVerbs() {}

    static List<Verb> all() {
        return List.of(
                befriend("addFriend", FriendDeed.ADD),
                befriend("applyFriend", FriendDeed.APPLY),
                befriend("passFriendApply", FriendDeed.PASS),
                befriend("rejectFriendApply", FriendDeed.REJECT),
                Verbs.command(
                        "deleteFriend",
                        Set.of("account", "delAlias"),
                        in -> new FriendCommand.DeleteFriend(in.account("account"), in.flag("delAlias", false)),
                        Answer.Done.class,
                        MessageVerbs::writeDone),
                Verbs.command(
                        "updateFriend",
                        Set.of("account", "alias", "ext", "serverExt"),
                        in -> new FriendCommand.UpdateFriend(
                                in.account("account"),
                                in.text("alias", Friend.ALIAS_CHARS_MAX),
                                in.text("ext"),
                                in.text("serverExt")),
                        Answer.Done.class,
                        MessageVerbs::writeDone),
                Verbs.command(
                        "friends",
                        Set.of("since", "page"),
                        in -> new FriendCommand.GetFriends(
                                in.number("since", 0, Values.NUMBER_MAX, 0),
                                Forms.atMost(PAGE_CHARS_MAX, in.text("page", ""), "page")),
                        Answer.Friends.class,
                        FriendVerbs::writeFriends));
    }

    private static Verb befriend(String name, FriendDeed deed) {
        return Verbs.command(
                name,
                Set.of("account", "ps"),
                in -> new FriendCommand.Befriend(deed, in.account("account"), in.text("ps")),
                Answer.Done.class,
                MessageVerbs::writeDone);
    }

    private static void writeFriends(Answer.Friends answer, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("friends");
        for (Friend friend : answer.friends()) {
            write(friend, out);
        }
        out.writeEndArray();
        out.writeBooleanField("whole", answer.whole());
        out.writeStringField("page", answer.nextPage());
        out.writeNumberField("since", answer.since());
    }

    private static void write(Friend friend, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("account", friend.account());
        MessageWriter.text("alias", friend.alias(), out);
        MessageWriter.text("ext", friend.ext(), out);
        MessageWriter.text("serverExt", friend.serverExt(), out);
        out.writeBooleanField("valid", friend.valid());
        out.writeNumberField("createTime", friend.createTime());
        out.writeNumberField("updateTime", friend.updateTime());
        out.writeEndObject();
    }

    /** The rest of an account change of kind {@code friend}. */
    static void changed(Change.FriendChanged changed, JsonGenerator out) throws IOException {
        out.writeStringField("deed", changed.deed().wireName());
        out.writeStringField("from", changed.by());
        out.writeFieldName("friend");
        write(changed.friend(), out);
    }

    /** The rest of one of kind {@code friendNotice}. */
    static void notified(Change.FriendNotified notified, JsonGenerator out) throws IOException {
        out.writeStringField("deed", notified.deed().wireName());
        out.writeStringField("from", notified.from());
        out.writeStringField("to", notified.to());
        MessageWriter.text("ps", notified.ps(), out);
    }
}
