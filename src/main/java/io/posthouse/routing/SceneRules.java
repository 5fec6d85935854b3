package io.posthouse.routing;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;

/** Who may do what in the conversations of one scene, as far as it can be told without the store. */
interface SceneRules {

    /** Throws the fault that refuses {@code caller} the action in this conversation. */
    void check(Caller caller, Action action, Conversation conversation);

    /** Throws the fault that refuses {@code to} as the target of a message. */
    void checkTarget(String to);

    /** What is done to a conversation. */
    enum Action {
        SEND,
        RECALL,
        SEND_RECEIPT,
        MARK_READ,
        READ_HISTORY,
        DELETE,
        CLEAR,
        ARRANGE
    }
}
