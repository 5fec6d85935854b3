package io.posthouse.store;

import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * How far one conversation has been searched, in the order of time: messages that were found and wait for their turn, and behind them
 * the time up to which nobody has looked yet.
 */
final class Trail {
    private static final int STRETCH_MIN = 25;
    private static final int STRETCH_MAX = 500;

    final Conversation conversation;
    private final boolean ascending;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private long reached;
    private int stretch = STRETCH_MIN;
    private int taken;
    private boolean isEnded;

    /**
     * @param reached ms; nothing is on the near side of it
     */
    Trail(Conversation conversation, boolean ascending, long reached) {
        this.conversation = conversation;
        this.ascending = ascending;
        this.reached = reached;
    }

    /** Where its next message is, if it has one, or may be. */
    long head() {
        Message next = waiting.peek();
        return next == null ? reached : next.time();
    }

    boolean isKnown() {
        return !waiting.isEmpty();
    }

    boolean isEnded() {
        return isEnded && waiting.isEmpty();
    }

    void end() {
        isEnded = true;
        waiting.clear();
    }

    /** Up to which ms nobody has looked yet, from which it goes on. */
    long reached() {
        return reached;
    }

    /** How many entries to look at next. */
    int stretch() {
        return stretch;
    }

    /** How many of its messages were taken. */
    int taken() {
        return taken;
    }

    Message take() {
        taken++;
        return waiting.remove();
    }

    /**
     * Takes what the history script said of the next stretch.
     *
     * @param waitingMax messages that may wait; those behind are looked for again in their turn
     * @return how many entries were looked at
     */
    int read(Reply reply, String account, Search ask, Keyword keyword, int waitingMax) {
        Response flat = reply.get(2);
        Set<String> deleted = new HashSet<>();
        reply.get(3).forEach(seq -> deleted.add(seq.toString()));
        isEnded = reply.number(4) == 0;
        for (int i = 0; i < flat.size(); i += 3) {
            String id = flat.get(i).toString();
            int dash = id.indexOf('-');
            long time = Long.parseLong(id.substring(0, dash));
            String header = flat.get(i + 1).toString();
            boolean isQuestion = !deleted.contains(id.substring(dash + 1))
                    && Histories.isVisible(account, ask.filter().types(), header)
                    && (ask.filter().senders().isEmpty()
                            || ask.filter().senders().contains(Entries.fromOf(header)));
            if (isQuestion) {
                Message message = Entries.message(reply.number(0), id, header, flat.get(i + 2));
                if (fits(message, ask, keyword)) {
                    waiting.add(message);
                }
            }
            reached = ascending ? time + 1 : time - 1;
            if (waiting.size() >= waitingMax) {
                isEnded &= i + 3 >= flat.size();
                break;
            }
        }
        stretch = waiting.isEmpty() ? Math.min(STRETCH_MAX, 2 * stretch) : stretch;
        return flat.size() / 3;
    }

    private static boolean fits(Message message, Search ask, Keyword keyword) {
        String body = message.draft().body();
        Set<Integer> subTypes = ask.filter().subTypes();
        Integer subType = message.draft().subType();
        return body != null
                && (subTypes.isEmpty() || (subType != null && subTypes.contains(subType)))
                && keyword.isIn(body);
    }
}
