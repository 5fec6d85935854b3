package io.posthouse.routing;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.SessionCommand;

/** Whether a command about an account's list of sessions makes sense, before the store is asked. */
final class SessionCheck {
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
        }
    }

    private void checkOwn(Caller caller, Conversation conversation) {
        permissions.check(caller, SceneRules.Action.ARRANGE, conversation);
    }
}
