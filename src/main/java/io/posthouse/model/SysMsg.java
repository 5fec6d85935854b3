package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A custom notification: what apps tell each other beside the conversation, such as that somebody is typing. It is no
 * message: in no history, not counted as unread, not recalled. One that a team keeps for who is offline is an entry of the
 * team's log; one that an account keeps is one of its changes; any other is stored nowhere.
 *
 * @param to the account or team it is for
 * @param seq its number in the team's log; 0 if it is not in one
 * @param time ms by the store's clock
 * @param idServer of an entry of a log as messages have it; else empty
 * @param attach any text; at most the configured bytes in UTF-8 (M4)
 * @param ext the app's own text, at most the configured bytes in UTF-8 (M4)
 * @param pushInfo a JSON object as text, kept and passed on unread
 * @param needSaveOffline whether it waits for who is offline until a device of theirs has acknowledged it
 */
public record SysMsg(
        Scene scene,
        String to,
        String from,
        String fromDeviceId,
        long seq,
        long time,
        String idServer,
        @Nullable String attach,
        @Nullable String ext,
        @Nullable String pushInfo,
        boolean needSaveOffline)
        implements Entry {

    @Override
    public Conversation conversation() {
        return Conversation.of(scene, from, to);
    }
}
