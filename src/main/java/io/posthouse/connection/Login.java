package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.StoreLife;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection has once somebody is logged in on it: who, their sync, their pushes and their acknowledgements. */
final class Login {
    private static final long RETRY_MILLIS = 1_000;

    private final Connection connection;
    private final Feed feed;
    private final AckCollector acks = new AckCollector();
    private Caller caller;
    private @Nullable Promise<Void> room;
    private boolean isEntering;
    private long resumedFrom;
    private long resumedChanges;
    private long acksDueMillis = Long.MAX_VALUE;
    private long cursor;
    private long changes;
    private long changesStored;

    /** @param life of the store that let it in */
    Login(Connection connection, Caller caller, StoreLife life) {
        this.connection = connection;
        this.caller = caller;
        this.feed = new Feed(connection, life);
    }

    Caller caller() {
        return caller;
    }

    Feed feed() {
        return feed;
    }

    void renamed(@Nullable String nick) {
        caller = caller.as(caller.account(), nick);
    }

    /** What is said in the account's teams has to come here before the sync tells what was said so far (D2). */
    void startSync(long since, long changesAfter) {
        if (isEntering) {
            return;
        }
        isEntering = true;
        Lives lives = connection.station().lives();
        StoreLife life = feed.life();
        if (lives.isOver(life)) {
            lives.sendAway(connection);
            return;
        }
        if (life.isContradictedBy(since)) {
            lives.doubt(life);
        }
        resumedFrom = since;
        resumedChanges = changesAfter;
        connection.station().teams().enter(caller.account()).onComplete(entered -> {
            if (connection.isClosed()) {
                return;
            }
            if (entered.succeeded()) {
                feed.begin(new SyncRun(connection, feed, since, changesAfter));
            } else {
                connection.closeFor(entered.cause());
            }
        });
    }

    /** When there is room for what comes of it, and when it is this connection's turn. */
    Future<Answer> readForSync(Command command) {
        return room().compose(v -> {
            Promise<Answer> answered = Promise.promise();
            Turns gate = connection.station().gate();
            gate.enter(() -> ask(command).onComplete(answer -> gate.leave()).onComplete(answered));
            return answered.future();
        });
    }

    private Future<Void> room() {
        if (!connection.outbox().isFull()) {
            return Future.succeededFuture();
        }
        Promise<Void> waiting = room == null ? Promise.promise() : room;
        room = waiting;
        return waiting.future();
    }

    private Future<Answer> ask(Command command) {
        return connection.isClosed()
                ? Future.failedFuture(new FaultException(Fault.DRAINING))
                : connection.askAsDevice(command);
    }

    long pushedUpTo() {
        return feed.isLive() ? feed.tracks().floor() : resumedFrom;
    }

    long changesPushed() {
        return feed.isLive() ? feed.changes().last() : resumedChanges;
    }

    void onDrained() {
        Promise<Void> waiting = room;
        room = null;
        if (waiting != null) {
            waiting.complete();
        }
        feed.onDrained();
    }

    void acknowledge(Conversation conversation, long time) {
        long upTo = feed.tracks().acknowledge(conversation, time);
        if (upTo == 0) {
            return;
        }
        acks.add(conversation, upTo);
        connection.station().meters().acknowledged(1);
        if (acks.isFull()) {
            connection.station().acks().add(this);
        } else {
            acksDueIn(connection.station().config().sync().acknowledgeDelay().toMillis());
        }
    }

    void acknowledgeChanges(long number) {
        if (number > changes) {
            changes = number;
            acksDueIn(connection.station().config().sync().acknowledgeDelay().toMillis());
        }
    }

    /** Does what is due and says when the next thing is. */
    long onDue(long nowMillis) {
        if (acksDueMillis <= nowMillis) {
            acksDueMillis = Long.MAX_VALUE;
            if (!acks.isEmpty() || changes > changesStored) {
                connection.station().acks().add(this);
            }
        }
        return acksDueMillis;
    }

    /**
     * The connection is going: the last acknowledgements, then the logout.
     *
     * @param isAsked whether the client said that it goes
     */
    void end(boolean isAsked) {
        if (room != null) {
            room.fail(new FaultException(Fault.DRAINING));
        }
        feed.dropHeld();
        connection.station().acks().remove(this);
        List<Command.Acknowledge> last = new ArrayList<>(1);
        // What it had of another life says nothing of this one.
        boolean isOver = connection.station().lives().isOver(feed.life());
        if (!isOver
                && (!acks.isEmpty() || changes > changesStored || feed.tracks().acknowledgedUpTo() > cursor)) {
            do {
                last.add(take());
            } while (!acks.isEmpty());
        }
        connection.station().logouts().send(caller, isAsked, last);
    }

    /** Takes what is acknowledged and not stored, or as much of it as goes at once. */
    Command.Acknowledge take() {
        acksDueMillis = Long.MAX_VALUE;
        return new Command.Acknowledge(
                acks.take(), feed.isLive() ? feed.tracks().acknowledgedUpTo() : 0, changes);
    }

    /** What was taken is stored, or is not and has to go again. */
    void stored(Command.Acknowledge taken, boolean isStored) {
        if (isStored) {
            cursor = Math.max(cursor, taken.syncedUpTo());
            changesStored = Math.max(changesStored, taken.changesUpTo());
        } else {
            acks.putBack(taken.marks());
        }
        if (!acks.isEmpty() || !isStored) {
            acksDueIn(isStored ? 0 : RETRY_MILLIS);
        }
    }

    private void acksDueIn(long delayMillis) {
        long due = connection.station().wheel().nowMillis() + delayMillis;
        if (due < acksDueMillis) {
            acksDueMillis = due;
            connection.wakeAt(due);
        }
    }
}
