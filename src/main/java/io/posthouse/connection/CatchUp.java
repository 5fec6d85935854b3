package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.SessionState;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads from the store what one connection missed (D2, D9), a conversation at a time and a page at a time, each page only
 * once the socket has room. So the memory it takes is one page, whatever was missed.
 */
final class CatchUp {
    private static final int FIRST_GUESS_BYTES = 4096;

    private final Connection connection;
    private final Feed feed;
    private final Deque<Conversation> due = new ArrayDeque<>(2);
    private boolean isReading;
    private int entryBytes = FIRST_GUESS_BYTES;

    CatchUp(Connection connection, Feed feed) {
        this.connection = connection;
        this.feed = feed;
    }

    /**
     * Reads a conversation from where the connection is.
     *
     * @param mark the change of the session that the store told of; 0 for a hole between pushed entries
     */
    void fill(Conversation conversation, long mark) {
        Track track = feed.tracks().of(conversation);
        track.mark = Math.max(track.mark, mark);
        if (!track.isFilling) {
            track.isFilling = true;
            track.pushedWhileFilling = 0;
            due.add(conversation);
            connection.station().meters().caughtUp();
        }
        proceed();
    }

    boolean isIdle() {
        return due.isEmpty();
    }

    /** Goes on unless a page is being read or the socket is full. Also the way to try again after the store failed. */
    void proceed() {
        if (isReading
                || due.isEmpty()
                || connection.isClosed()
                || connection.outbox().isFull()) {
            return;
        }
        isReading = true;
        connection.station().gate().enter(this::read);
    }

    private void read() {
        Conversation conversation = due.peek();
        if (connection.isClosed() || conversation == null) {
            isReading = false;
            connection.station().gate().leave();
            return;
        }
        Track track = feed.tracks().of(conversation);
        track.pushedWhileFilling = 0;
        Command.ReadMissed command =
                new Command.ReadMissed(conversation, feed.tracks().hasUpTo(track), pageSize());
        connection.askAsDevice(conversation, command).onComplete(answered -> {
            connection.station().gate().leave();
            isReading = false;
            if (connection.isClosed()) {
                return;
            }
            if (answered.result() instanceof Answer.Missed missed) {
                onPage(track, missed);
                proceed();
            } else if (answered.cause() instanceof FaultException refusal
                    && refusal.fault().retry() == Fault.Retry.NEVER) {
                onRefused(track);
                proceed();
            }
        });
    }

    private void onPage(Track track, Answer.Missed missed) {
        long bytes = 0;
        int shown = 0;
        for (Entry entry : missed.entries()) {
            int written = entry.seq() > track.seq ? feed.showMissed(entry) : 0;
            bytes += written;
            shown += written > 0 ? 1 : 0;
        }
        if (shown > 0) {
            entryBytes = (int) Math.max(1, bytes / shown);
        }
        if (!missed.more() && track.pushedWhileFilling <= track.seq) {
            finish(track);
            tellState(track, missed.state());
        }
    }

    /** There is nothing here for this account, and there will not be: it was never in this team. */
    private void onRefused(Track track) {
        finish(track);
        connection.station().teams().reload(connection.account());
    }

    private void finish(Track track) {
        due.poll();
        track.isFilling = false;
        track.verifiedAt = Math.max(track.verifiedAt, track.mark);
    }

    /** What changed besides the entries: receipts and read marks. */
    private void tellState(Track track, SessionState state) {
        boolean isNews = state.changedAt() > Math.max(track.time, track.stateAt);
        if (isNews || track.isStateDue) {
            track.isStateDue = false;
            track.stateAt = Math.max(track.stateAt, state.changedAt());
            connection.dialogue().session(state).forEach(connection::write);
        }
    }

    /** As many entries as fill half the socket's queue, going by the last page. */
    private int pageSize() {
        int pageMax = connection.station().limits().pageMax();
        long fitting = connection.station().limits().queueBytesMax() / 2L / entryBytes;
        return (int) Math.max(1, Math.min(pageMax, fitting));
    }
}
