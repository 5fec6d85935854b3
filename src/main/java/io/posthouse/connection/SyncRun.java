package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.SessionSync;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a device, page by page as its socket drains, what it must be told at login (D3 to D7). One a login; ends by calling
 * {@link Feed#synced}, or by closing the connection if the store fails.
 */
final class SyncRun {
    private final Connection connection;
    private final Feed feed;
    private final long since;
    private final long changesAfter;
    private final Deque<More> more = new ArrayDeque<>();
    private Answer.@Nullable SyncPage first;
    private String nextPage = "";
    private boolean isReading;
    private boolean isDone;

    SyncRun(Connection connection, Feed feed, long since, long changesAfter) {
        this.connection = connection;
        this.feed = feed;
        this.since = since;
        this.changesAfter = changesAfter;
    }

    /** Reads the next page unless one is being read, the socket is full or the client has to say first what it has. */
    void proceed() {
        boolean isHeld = connection.outbox().isFull() || connection.dialogue().isBehind();
        if (isReading || isDone || connection.isClosed() || isHeld) {
            return;
        }
        isReading = true;
        connection.station().gate().enter(this::read);
    }

    private void read() {
        if (connection.isClosed()) {
            connection.station().gate().leave();
            return;
        }
        More next = more.peek();
        Command command = next != null
                ? new Command.SyncMore(next.conversation(), next.after())
                : new Command.Sync(sinceWithMargin(), changesAfter, nextPage);
        connection.askAsDevice(command).onComplete(answered -> {
            connection.station().gate().leave();
            isReading = false;
            if (connection.isClosed()) {
                return;
            }
            if (answered.succeeded() && answered.result() instanceof Answer.SyncPage page) {
                onPage(page, next);
            } else {
                connection.closeFor(answered.cause());
            }
        });
    }

    /** The sessions that this connection takes up below its sync's time have to be in it, or what they hold comes again. */
    private long sinceWithMargin() {
        return since == 0 ? 0 : Math.max(1, since - Tracks.LATE_MARK_MILLIS);
    }

    private void onPage(Answer.SyncPage page, @Nullable More continued) {
        boolean isFirst = first == null;
        if (isFirst) {
            first = page;
            feed.tracks().raiseFloor(page.syncTime() - Tracks.LATE_MARK_MILLIS);
        }
        if (continued == null) {
            nextPage = page.nextPage();
        } else {
            more.poll();
        }
        List<SessionSync> news = new ArrayList<>(page.sessions().size());
        for (SessionSync session : page.sessions()) {
            news.add(continued == null ? feed.tracks().withoutTold(session) : session);
            feed.tracks().synced(session, continued != null);
            if (session.nextAfter() > 0) {
                more.add(new More(session.state().conversation(), session.nextAfter()));
            }
        }
        isDone = more.isEmpty() && nextPage.isEmpty();
        Answer.SyncPage told = continued == null ? withSessions(page, news) : asContinued(news);
        List<String> frames = connection.dialogue().syncPage(told, isFirst, isDone);
        frames.forEach(connection::write);
        connection.dialogue().pageWritten();
        if (isDone) {
            feed.synced(first == null ? 0 : first.changeNumber());
        } else {
            proceed();
        }
    }

    private static Answer.SyncPage withSessions(Answer.SyncPage page, List<SessionSync> sessions) {
        return new Answer.SyncPage(
                sessions,
                page.nextPage(),
                page.syncTime(),
                page.changes(),
                page.changesCut(),
                page.changeNumber(),
                page.relations());
    }

    /** What goes on with one session says nothing new about the sync as a whole. */
    private Answer.SyncPage asContinued(List<SessionSync> sessions) {
        long changeNumber = first == null ? 0 : first.changeNumber();
        return new Answer.SyncPage(sessions, nextPage, syncTime(), List.of(), false, changeNumber, null);
    }

    private long syncTime() {
        return first == null ? 0 : first.syncTime();
    }

    private record More(Conversation conversation, long after) {}
}
