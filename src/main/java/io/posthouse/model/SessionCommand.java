package io.posthouse.model;

import java.util.List;
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

    /**
     * One session of the list. Answered with {@link Answer.OneSession}; fails with {@code NOT_FOUND} for one in which nothing is, or
     * that was deleted.
     */
    record GetSession(Conversation conversation) implements SessionCommand {}

    /**
     * Keeps the account's own text about a session, which is on its list from then on. Answered with {@link Answer.Done}.
     *
     * @param ext at most as long as every ext; null or empty takes it away
     */
    record UpdateSession(
            Conversation conversation, @Nullable String ext) implements SessionCommand {}

    /**
     * Takes sessions off the list, 1 to 100 at once, with what the account keeps about them; each is there again with its next entry. What
     * was said in it stays, and offline messages are told all the same. Answered with {@link Answer.Done}.
     */
    record DeleteSessions(List<Conversation> conversations) implements SessionCommand {}

    /**
     * What was said until now in these, 1 to 100 at once, is a roaming message for no device of the account any more (D4); offline
     * messages stay what they are, and all is in the history. Answered with {@link Answer.Done}.
     */
    record DropRoaming(List<Conversation> conversations) implements SessionCommand {}
}
