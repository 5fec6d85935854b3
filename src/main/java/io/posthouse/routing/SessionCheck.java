package io.posthouse.routing;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.SessionCommand;
import java.util.List;

/** Whether a command about an account's list of sessions makes sense, before the store is asked. */
final class SessionCheck {
    private static final int SESSIONS_MAX = 100;

    private final Permissions permissions;

    SessionCheck(Permissions permissions) {
        this.permissions = permissions;
    }

    void check(Caller caller, SessionCommand command) {
        if (command instanceof SessionCommand.AddStickTop add) {
            checkOwn(caller, add.conversation());
        } else if (command instanceof SessionCommand.UpdateStickTop update) {
            checkOwn(caller, update.conversation());
        } else if (command instanceof SessionCommand.DeleteStickTop delete) {
            checkOwn(caller, delete.conversation());
        } else if (command instanceof SessionCommand.GetStickTops get) {
            Shapes.require(get.since() >= 0, "since");
        } else if (command instanceof SessionCommand.GetSession get) {
            checkOwn(caller, get.conversation());
        } else if (command instanceof SessionCommand.UpdateSession update) {
            checkOwn(caller, update.conversation());
        } else if (command instanceof SessionCommand.DeleteSessions delete) {
            checkOwn(caller, delete.conversations());
        } else if (command instanceof SessionCommand.DropRoaming drop) {
            checkOwn(caller, drop.conversations());
        }
    }

    private void checkOwn(Caller caller, List<Conversation> conversations) {
        Shapes.requireSize(conversations, 1, SESSIONS_MAX, "sessions");
        conversations.forEach(conversation -> checkOwn(caller, conversation));
    }

    private void checkOwn(Caller caller, Conversation conversation) {
        permissions.check(caller, SceneRules.Action.ARRANGE, conversation);
    }
}
