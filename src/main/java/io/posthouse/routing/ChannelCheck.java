package io.posthouse.routing;

import io.posthouse.model.Caller;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelCommand.Invitation;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a command about channels makes sense, before the store is asked. */
final class ChannelCheck {
    private static final long UID_MAX = (1L << 53) - 1;
    private static final Pattern ID = Pattern.compile("[0-9]{1,15}");

    void check(Caller caller, ChannelCommand command) {
        if (command instanceof ChannelCommand.CreateChannel create) {
            requireName(create.name());
        } else if (command instanceof ChannelCommand.FindChannel find) {
            requireName(find.name());
        } else if (command instanceof ChannelCommand.DelayChannel delay) {
            requireId(delay.channelId());
        } else if (command instanceof ChannelCommand.CloseChannel close) {
            requireId(close.channelId());
        } else if (command instanceof ChannelCommand.LeaveChannel leave) {
            requireId(leave.channelId());
        } else if (command instanceof ChannelCommand.JoinChannel join) {
            requireId(join.channelId());
            requireUid(join.uid());
        } else if (command instanceof ChannelCommand.SendSignal send) {
            requireId(send.channelId());
            if (send.to() != null) {
                requireOther(caller, send.to());
            }
        } else {
            checkInvitation(caller, command);
        }
    }

    private static void checkInvitation(Caller caller, ChannelCommand command) {
        if (command instanceof ChannelCommand.InviteToChannel invite) {
            requireId(invite.channelId());
            requireInvitation(caller, invite.invitation());
        } else if (command instanceof ChannelCommand.Call call) {
            requireName(call.create().name());
            requireUid(call.uid());
            requireInvitation(caller, call.invitation());
        } else if (command instanceof ChannelCommand.CancelInvitation cancel) {
            requireId(cancel.channelId());
            requireRequest(caller, cancel.to(), cancel.requestId());
        } else if (command instanceof ChannelCommand.RejectInvitation reject) {
            requireId(reject.channelId());
            requireRequest(caller, reject.from(), reject.requestId());
        } else if (command instanceof ChannelCommand.AcceptInvitation accept) {
            requireId(accept.channelId());
            requireUid(accept.uid());
            requireRequest(caller, accept.from(), accept.requestId());
        }
    }

    private static void requireInvitation(Caller caller, Invitation invitation) {
        requireRequest(caller, invitation.to(), invitation.requestId());
    }

    private static void requireRequest(Caller caller, String other, String requestId) {
        requireOther(caller, other);
        Shapes.require(isLine(requestId), "requestId");
        Shapes.requireChars(requestId, ChannelCommand.REQUEST_ID_CHARS_MAX, "requestId");
    }

    private static void requireOther(Caller caller, String other) {
        Shapes.requireAccount(other);
        Shapes.require(!other.equals(caller.account()), "account");
    }

    private static void requireName(@Nullable String name) {
        Shapes.require(name == null || isLine(name), "name");
        Shapes.requireChars(name, Channel.NAME_CHARS_MAX, "name");
    }

    private static boolean isLine(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c < ' ');
    }

    private static void requireId(String id) {
        Shapes.require(ID.matcher(id).matches(), "channelId");
    }

    private static void requireUid(long uid) {
        Shapes.require(uid >= 0 && uid <= UID_MAX, "uid");
    }
}
