package io.posthouse.routing;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.TeamId;

/**
 * Teams: who is a member and what it may is the store's to judge (T3, {@code team.TeamAction}). Receipts of a whole
 * conversation are for p2p alone; teams have those of single messages (C2).
 */
final class TeamSceneRules implements SceneRules {

    @Override
    public void check(Caller caller, Action action, Conversation conversation) {
        checkTarget(conversation.id());
        if (action == Action.SEND_RECEIPT) {
            throw new FaultException(Fault.FORBIDDEN, "scene");
        }
    }

    @Override
    public void checkTarget(String to) {
        if (!TeamId.fits(to)) {
            throw new FaultException(Fault.INVALID, "to");
        }
    }
}
