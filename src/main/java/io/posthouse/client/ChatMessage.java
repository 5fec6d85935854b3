package io.posthouse.client;

import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import org.jspecify.annotations.Nullable;

/**
 * A message as this client's account sees it.
 *
 * @param message with seq and time 0 and an empty idServer as long as it is not stored
 * @param account whose client this is
 */
public record ChatMessage(Message message, String account, MessageStatus status) {

    ChatMessage with(MessageStatus changed) {
        return new ChatMessage(message, account, changed);
    }

    /** Whether the account sent it itself ({@code flow} is {@code out}), maybe from another device. */
    public boolean isOwn() {
        return message.from().equals(account);
    }

    public String sessionId() {
        return message.conversation().sessionIdOf(account);
    }

    /** The other account, or the team. */
    public String sessionTarget() {
        return message.conversation().targetOf(account);
    }

    public Scene scene() {
        return message.draft().scene();
    }

    public String from() {
        return message.from();
    }

    public String to() {
        return message.draft().to();
    }

    public MessageType type() {
        return message.draft().type();
    }

    public @Nullable String body() {
        return message.draft().body();
    }

    public @Nullable String attach() {
        return message.draft().attach();
    }

    public String idClient() {
        return message.draft().idClient();
    }

    public String idServer() {
        return message.idServer();
    }

    public long seq() {
        return message.seq();
    }

    /** Milliseconds by the store's clock. */
    public long time() {
        return message.time();
    }
}
