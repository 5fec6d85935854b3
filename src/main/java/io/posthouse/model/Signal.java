package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * What somebody did in a channel, for those it concerns.
 *
 * @param channel without its members
 * @param from who did it
 * @param to whom it was done to; null if it is for all members
 * @param requestId names the invitation; null if there is none
 * @param member who joined; null otherwise
 * @param ext the app's own text, at most the configured bytes in UTF-8 (M4)
 * @param pushInfo a JSON object as text, kept and passed on unread
 * @param time ms by the store's clock
 */
public record Signal(
        SignalKind kind,
        Channel channel,
        String from,
        @Nullable String to,
        @Nullable String requestId,
        @Nullable ChannelMember member,
        @Nullable String ext,
        @Nullable String pushInfo,
        long time) {}
