package io.posthouse.connection;

import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelCommand.Invitation;
import io.posthouse.model.ChannelCommand.Tell;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of an app's own in a command about channels, each of which is an ext. */
final class ChannelTexts {
    private ChannelTexts() {}

    static Stream<String> of(ChannelCommand command) {
        if (command instanceof ChannelCommand.CreateChannel create) {
            return some(create.ext());
        }
        if (command instanceof ChannelCommand.Call call) {
            return Stream.concat(some(call.create().ext()), of(call.invitation()));
        }
        if (command instanceof ChannelCommand.InviteToChannel invite) {
            return of(invite.invitation());
        }
        if (command instanceof ChannelCommand.SendSignal send) {
            return some(send.ext());
        }
        Tell tell = tellOf(command);
        return tell == null ? Stream.of() : some(tell.ext());
    }

    private static @Nullable Tell tellOf(ChannelCommand command) {
        if (command instanceof ChannelCommand.CloseChannel close) {
            return close.tell();
        }
        if (command instanceof ChannelCommand.JoinChannel join) {
            return join.tell();
        }
        if (command instanceof ChannelCommand.LeaveChannel leave) {
            return leave.tell();
        }
        if (command instanceof ChannelCommand.CancelInvitation cancel) {
            return cancel.tell();
        }
        if (command instanceof ChannelCommand.RejectInvitation reject) {
            return reject.tell();
        }
        return command instanceof ChannelCommand.AcceptInvitation accept ? accept.tell() : null;
    }

    private static Stream<String> of(Invitation invitation) {
        return some(invitation.tell().ext(), invitation.pushInfo());
    }

    private static Stream<String> some(@Nullable String... texts) {
        return Stream.of(texts).filter(Objects::nonNull);
    }
}
