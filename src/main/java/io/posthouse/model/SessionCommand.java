package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * What an account may do about its own list of sessions. Nobody but its own devices learns of it, and repeating a command is
 * harmless. Whether the other account or the team exists cannot be told from an answer.
 */
public sealed interface SessionCommand extends Command.ClientCommand {

    /**
     * Keeps a session on top, or changes its text if it is there. Answered with {@link Answer.StuckOnTop}; fails with {@code
     * LIMIT_REACHED}.
     *
     * @param ext the app's own text, at most as long as every ext
     */
    record AddStickTop(Conversation conversation, @Nullable String ext) implements SessionCommand {}

    /** Changes the text of a session on top. Answered with {@link Answer.StuckOnTop}; fails with {@code NOT_FOUND}. */
    record UpdateStickTop(
            Conversation conversation, @Nullable String ext) implements SessionCommand {}

    /** A session is on top no more. Answered with {@link Answer.Done}, also if it was not. */
    record DeleteStickTop(Conversation conversation) implements SessionCommand {}

    /**
     * Lists what is on top. Answered with {@link Answer.StickTops}.
     *
     * @param since also tell what was taken down after this {@code updateTime}; 0 for nothing of it
     */
    record GetStickTops(long since) implements SessionCommand {}
}
