package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import java.util.List;

/** The numbered changes of an account on their way to one connection: each once and in order (D2). */
final class Changes {
    private final Connection connection;
    private long last;
    private long wanted;
    private boolean isReading;

    Changes(Connection connection) {
        this.connection = connection;
    }

    /** The number of the last change that was told. */
    long last() {
        return last;
    }

    void synced(long changeNumber) {
        last = Math.max(last, changeNumber);
    }

    /**
     * A change was pushed.
     *
     * @param frame empty if it is not to be told, because this connection caused it
     */
    void onPushed(Event.AccountChanged changed, String frame) {
        if (changed.number() == last + 1) {
            tell(changed, frame);
        } else {
            compare(changed.number());
        }
    }

    /** The store knows of changes up to this number. */
    void compare(long changeNumber) {
        wanted = Math.max(wanted, changeNumber);
        retry();
    }

    void retry() {
        if (wanted <= last || isReading || connection.outbox().isFull()) {
            return;
        }
        isReading = true;
        connection.askAsDevice(new Command.ReadChanges(last)).onComplete(answered -> {
            isReading = false;
            if (!connection.isClosed() && answered.result() instanceof Answer.Changes missed) {
                onMissed(missed);
            }
        });
    }

    private void onMissed(Answer.Changes missed) {
        if (missed.cut()) {
            tellAnew(missed);
            return;
        }
        for (Event.AccountChanged changed : missed.changes()) {
            if (changed.number() > last) {
                String frame = connection.wire().protocol().encode(changed, connection.account(), true);
                tell(changed, frame == null ? "" : frame);
            }
        }
        last = Math.max(last, missed.changeNumber());
    }

    /** Too far behind: the client forgets what it knows of the account and is told again. */
    private void tellAnew(Answer.Changes missed) {
        isReading = true;
        connection.askAsDevice(new Command.GetRelations()).onComplete(answered -> {
            isReading = false;
            if (!connection.isClosed() && answered.result() instanceof Answer.Relations relations) {
                last = Math.max(last, missed.changeNumber());
                Answer.SyncPage page = new Answer.SyncPage(
                        List.of(), "", connection.pushedUpTo(), missed.changes(), true, last, relations);
                connection.dialogue().syncPage(page, false, false).forEach(connection::write);
            }
        });
    }

    private void tell(Event.AccountChanged changed, String frame) {
        last = changed.number();
        if (changed.change() instanceof Event.Change.CardChanged card) {
            connection.renamed(card.card().nick());
        }
        if (!frame.isEmpty()) {
            connection.write(frame);
        }
    }
}
