package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A stored message.
 *
 * @param from what the connection logged in as, whatever the client said (M2)
 * @param seq its number in the conversation
 * @param time milliseconds by the store's clock
 * @param idServer a decimal string, unique over the deployment, growing inside a conversation
 * @param refused whether the receiver had blocked the sender (S5): only the sender's devices may see it
 */
public record Message(
        String from,
        ClientType fromClientType,
        String fromDeviceId,
        @Nullable String fromNick,
        Draft draft,
        long seq,
        long time,
        String idServer,
        boolean refused)
        implements Entry {

    @Override
    public Conversation conversation() {
        return Conversation.of(draft.scene(), from, draft.to());
    }
}
