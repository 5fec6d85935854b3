package io.posthouse.routing;

import io.posthouse.model.Caller;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendCommand;
import io.posthouse.model.FriendDeed;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a command about friends makes sense, before the store is asked. */
final class FriendCheck {
    private static final Set<FriendDeed> SAID =
            Set.of(FriendDeed.ADD, FriendDeed.APPLY, FriendDeed.PASS, FriendDeed.REJECT);
    private static final Pattern PAGE = Pattern.compile("[0-9]{0,15}");

    void check(Caller caller, FriendCommand command) {
        if (command instanceof FriendCommand.Befriend befriend) {
            Shapes.require(SAID.contains(befriend.deed()), "deed");
            requireOther(caller, befriend.other());
        } else if (command instanceof FriendCommand.DeleteFriend delete) {
            requireOther(caller, delete.other());
        } else if (command instanceof FriendCommand.UpdateFriend update) {
            requireOther(caller, update.other());
            Shapes.requireChars(update.alias(), Friend.ALIAS_CHARS_MAX, "alias");
            if (update.serverExt() != null && !CommandCheck.isServer(caller)) {
                throw new FaultException(Fault.FORBIDDEN, "serverExt");
            }
        } else if (command instanceof FriendCommand.GetFriends get) {
            Shapes.require(get.since() >= 0, "since");
            Shapes.require(PAGE.matcher(get.page()).matches(), "page");
        }
    }

    private static void requireOther(Caller caller, String other) {
        Shapes.requireAccount(other);
        Shapes.require(!other.equals(caller.account()), "account");
    }
}
