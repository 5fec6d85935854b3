package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * What a client asked to be sent (rule M2), before the gateway has added anything.
 *
 * @param to the receiving account or team, in stored form
 * @param body at most the configured characters (M4)
 * @param attach JSON text, or any text for a custom message; at most the configured bytes in UTF-8 (M4)
 * @param idClient made by the client, 1 to 64 printable characters; the key of S2 together with from and to
 * @param ext at most the configured bytes in UTF-8 (M4)
 * @param subType the app's own number, 0 or greater
 * @param pushInfo a JSON object as text, kept and passed on unread
 * @param thread a JSON object as text with the ids of the message replied to and of the thread's root, passed on unread
 * @param extra a JSON object as text with everything a protocol carries that the gateway does not interpret
 * @param needAck whether a team receipt is wanted (C2)
 */
public record Draft(
        Scene scene,
        String to,
        MessageType type,
        @Nullable String body,
        @Nullable String attach,
        String idClient,
        @Nullable String ext,
        @Nullable Integer subType,
        Setting setting,
        @Nullable String pushInfo,
        @Nullable String thread,
        @Nullable String extra,
        boolean needAck) {

    /** A draft with a type, a body and an attach, and defaults for the rest. */
    public static Draft of(
            Scene scene, String to, MessageType type, @Nullable String body, @Nullable String attach, String idClient) {
        return new Draft(scene, to, type, body, attach, idClient, null, null, Setting.DEFAULT, null, null, null, false);
    }
}
