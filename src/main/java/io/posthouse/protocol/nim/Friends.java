package io.posthouse.protocol.nim;

import io.posthouse.model.Event.Change;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendDeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Friends as properties and packets. */
final class Friends {
    private static final int FRIEND_REQUEST = 5;
    private static final int DELETE_FRIEND = 6;

    private Friends() {}

    static FriendDeed deed(long number) {
        for (FriendDeed deed : List.of(FriendDeed.ADD, FriendDeed.APPLY, FriendDeed.PASS, FriendDeed.REJECT)) {
            if (number(deed) == number) {
                return deed;
            }
        }
        throw Forms.invalid("type");
    }

    private static int number(FriendDeed deed) {
        return switch (deed) {
            case ADD -> 1;
            case APPLY -> 2;
            case PASS -> 3;
            case REJECT -> 4;
            case DELETE, UPDATE -> 0;
        };
    }

    /** @param validOnly whether nobody has to be told who is a friend no more */
    static List<Property> properties(List<Friend> friends, boolean validOnly) {
        return friends.stream()
                .filter(friend -> friend.valid() || !validOnly)
                .map(Friends::property)
                .toList();
    }

    private static Property property(Friend friend) {
        int relation = friend.valid() ? 1 : 0;
        return new Property(Tables.FRIEND)
                .put("account", friend.account())
                .put("relationShip", relation)
                .put("passRelationShip", relation)
                .put("source", 0)
                .put("alias", friend.alias())
                .put("bits", 0)
                .put("ext", friend.ext())
                .put("createTime", friend.createTime())
                .put("updateTime", friend.updateTime())
                .put("serverex", friend.serverExt());
    }

    /** For the devices of the account that did it; the other account's are told by the notice. */
    static @Nullable String changed(Change.FriendChanged changed, String account) {
        if (!changed.by().equals(account)) {
            return null;
        }
        String friend = changed.friend().account();
        return switch (changed.deed()) {
            case DELETE -> Packets.push("12_102", List.of(friend));
            case UPDATE -> Packets.push("12_103", List.of(property(changed.friend())));
            case ADD, APPLY, PASS, REJECT -> Packets.push("12_101", List.of(friend, number(changed.deed()), ""));
        };
    }

    /** What the account said on another device. */
    static String said(Change.FriendNotified notified) {
        String ps = notified.ps();
        return Packets.push("12_101", List.of(notified.to(), number(notified.deed()), ps == null ? "" : ps));
    }

    /**
     * What another account did.
     *
     * @param number of the account's change
     */
    static Property notice(Change.FriendNotified notified, long number) {
        boolean isDeleted = notified.deed() == FriendDeed.DELETE;
        Map<String, Object> attach = new LinkedHashMap<>();
        attach.put("vt", number(notified.deed()));
        return new Property(Tables.SYSTEM)
                .put("time", notified.time())
                .put("type", isDeleted ? DELETE_FRIEND : FRIEND_REQUEST)
                .put("to", notified.to())
                .put("from", notified.from())
                .put("content", notified.ps())
                .put("attach", isDeleted ? null : Packets.json(attach))
                .put("idServer", Long.toString(number));
    }
}
