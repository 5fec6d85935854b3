package io.posthouse.model;

import java.util.List;
import java.util.Set;

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

    /**
     * The messages whose body holds a text, whatever their case, in the order of their time. Answered with {@link Answer.Found}. One
     * command looks at a limited number of messages; what it did not reach is asked for with the time it tells. Fails with {@code
     * LIMIT_REACHED} if more sessions than one search looks into may hold the first message of the range, and with {@code OVERLOADED}.
     *
     * @param keyword 1 to {@value #KEYWORD_CHARS_MAX} characters
     * @param beginTime ms, inclusive; 0 for the beginning
     * @param endTime ms, inclusive; 0 for now
     * @param conversations in these alone, 1 to {@value #CONVERSATIONS_MAX}; empty for all sessions of the account. What is not the
     *     account's to see is left out
     * @param filter which messages come into question
     * @param ascending true: the oldest first; false: the newest first
     */
    record Search(
            String keyword,
            long beginTime,
            long endTime,
            List<Conversation> conversations,
            Filter filter,
            Caps caps,
            boolean ascending)
            implements ArchiveCommand {}

    /**
     * @param senders from these alone, at most {@value #FILTERS_MAX}; empty for all
     * @param types of these alone; empty for all
     * @param subTypes with these alone, at most {@value #FILTERS_MAX}; empty for all
     */
    record Filter(Set<String> senders, Set<MessageType> types, Set<Integer> subTypes) {}

    /**
     * How many messages are wanted.
     *
     * @param messages in all, 1 to the configured page size
     * @param perSession of each session; 0 for any number. If not, sessions come one after the other, by their first message
     * @param sessions how many sessions; 0 for any number
     */
    record Caps(int messages, int perSession, int sessions) {}

    int KEYWORD_CHARS_MAX = 100;
    int CONVERSATIONS_MAX = 60;
    int FILTERS_MAX = 20;
}
