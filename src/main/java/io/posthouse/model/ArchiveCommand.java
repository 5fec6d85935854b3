package io.posthouse.model;

import java.util.List;

/** What an account may look up in what was said. It sees what its history shows (A4, T3), and nothing else. */
public sealed interface ArchiveCommand extends Command.ClientCommand {

    /**
     * Single messages, 1 to 100. Answered with {@link Answer.Messages} in the order asked for; what is not there, or not to be seen, is
     * left out.
     */
    record GetMessages(List<MessageName> names) implements ArchiveCommand {}

    /**
     * @param time ms, the message's
     */
    record MessageName(Conversation conversation, String idServer, long time) {}

    /**
     * The messages that name another as the root of their thread. Answered with {@link Answer.ThreadRead}; fails with {@code NOT_FOUND} if
     * the root is not there or not to be seen.
     *
     * @param beginTime ms, inclusive; 0 for the beginning
     * @param endTime ms, inclusive; 0 for now
     * @param lastIdServer leave out this message and all on its near side; empty for none
     * @param limit 1 to the configured page size
     * @param ascending true: the oldest of the range first; false: the newest first
     */
    record GetThread(MessageName root, long beginTime, long endTime, String lastIdServer, int limit, boolean ascending)
            implements ArchiveCommand {}
}
