package io.posthouse.routing;

import io.posthouse.model.AccountId;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;

/** One-to-one: the two may do everything, nobody else anything. A block is the store's to judge (S5, R2). */
final class P2pRules implements SceneRules {

    @Override
    public void check(Caller caller, Action action, Conversation conversation) {
        if (!conversation.isBetween(caller.account())) {
            throw new FaultException(Fault.FORBIDDEN);
        }
        String other = conversation.targetOf(caller.account());
        if (!conversation.equals(Conversation.between(caller.account(), other))) {
            throw new FaultException(Fault.INVALID, "conversation");
        }
        checkTarget(other);
    }

    @Override
    public void checkTarget(String to) {
        if (!AccountId.parse(to).filter(to::equals).isPresent()) {
            throw new FaultException(Fault.INVALID, "to");
        }
    }
}
