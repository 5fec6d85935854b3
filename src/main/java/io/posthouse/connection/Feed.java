package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.StoreLife;
import io.posthouse.model.SysMsg;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is pushed to one connection: every entry once and in its conversation's order, whatever the way here lost, doubled
 * or swapped (D1, D2, D5, S3). Holds pushes back until the sync is done, and drops them while the socket is full: both are
 * made up from the store.
 */
final class Feed {
    /** Changes younger than this may still be on their way here. */
    private static final long FRESH_MILLIS = 1_000;

    private static final int MISSED_TEAMS_MAX = 1_000;

    private final Connection connection;
    private final StoreLife life;
    private final Tracks tracks = new Tracks();
    private final CatchUp catchUp;
    private final Changes changes;
    private final Deque<Parcel> held = new ArrayDeque<>(1);
    private long heldChars;
    private @Nullable SyncRun sync;
    private boolean isLive;
    private boolean isChecking;
    private Set<Conversation> missedTeams = new HashSet<>(2);
    private long misses;
    private long missesMadeUp;

    /** @param life of the store that the device is told from */
    Feed(Connection connection, StoreLife life) {
        this.connection = connection;
        this.life = life;
        this.catchUp = new CatchUp(connection, this);
        this.changes = new Changes(connection);
    }

    StoreLife life() {
        return life;
    }

    Tracks tracks() {
        return tracks;
    }

    Changes changes() {
        return changes;
    }

    /** Whether the sync is done. */
    boolean isLive() {
        return isLive;
    }

    /** Whether nothing is known to be missing, so that a comparison with the store's marks may raise the floor. */
    boolean isSteady() {
        return isLive && catchUp.isIdle() && misses == missesMadeUp;
    }

    void offer(Parcel parcel) {
        if (!isLive) {
            hold(parcel);
        } else if (connection.outbox().isFull()) {
            miss(parcel);
        } else {
            apply(parcel);
        }
    }

    private void hold(Parcel parcel) {
        int chars = parcel.frame(connection.wire(), connection.account()).length();
        if (misses > 0) {
            miss(parcel);
            return;
        }
        if (heldChars + chars > connection.station().limits().queueBytesMax()) {
            held.forEach(this::miss);
            miss(parcel);
            dropHeld();
            return;
        }
        held.add(parcel);
        heldChars += chars;
        connection.station().meters().held(1);
    }

    /** What is not told now is asked for later; of a team also then when the account is in it no more. */
    private void miss(Parcel parcel) {
        misses++;
        if (parcel.event() instanceof Event.Arrived arrived
                && arrived.entry().conversation().isTeam()) {
            note(arrived.entry().conversation());
        }
    }

    private void note(Conversation missedTeam) {
        if (missedTeams.size() < MISSED_TEAMS_MAX) {
            missedTeams.add(missedTeam);
        }
    }

    /** What the store says has changed in a team may not have been pushed here: what this connection was not told is read. */
    void doubt(Answer.Mark mark) {
        if (isLive) {
            fillUpTo(mark);
        } else {
            misses++;
            note(mark.conversation());
        }
    }

    /** Forgets what was held back: it overflowed, or the connection is gone. */
    void dropHeld() {
        connection.station().meters().held(-held.size());
        held.clear();
        heldChars = 0;
    }

    /** The sync begins. */
    void begin(SyncRun run) {
        sync = run;
        run.proceed();
    }

    /** The client has said something: it may be what the sync waits for. */
    void onHeard() {
        if (sync != null && !isLive) {
            sync.proceed();
        }
    }

    /** The sync is done: pushing begins, with what was held back. */
    void synced(long changeNumber) {
        changes.synced(changeNumber);
        isLive = true;
        List<Parcel> waiting = List.copyOf(held);
        dropHeld();
        waiting.forEach(this::offer);
        check();
    }

    /** The socket has room again. */
    void onDrained() {
        onHeard();
        catchUp.proceed();
        check();
    }

    /** Another try for what the store did not answer. */
    void retry() {
        if (isLive) {
            catchUp.proceed();
            changes.retry();
            check();
        }
    }

    private void apply(Parcel parcel) {
        Event event = parcel.event();
        boolean isMine = parcel.isCausedBy(connection.connectionId());
        if (event instanceof Event.Arrived arrived) {
            onArrived(parcel, arrived, isMine);
        } else if (event instanceof Event.ReceiptMoved receipt) {
            onState(parcel, receipt.conversation(), receipt.changedAt(), isMine);
        } else if (event instanceof Event.SessionRead read) {
            onState(parcel, read.conversation(), read.changedAt(), isMine);
        } else if (event instanceof Event.AccountChanged changed) {
            changes.onPushed(changed, isMine ? "" : parcel.frame(connection.wire(), connection.account()));
        } else if (event instanceof Event.SysMsgSent sent) {
            if (!isMine && isForThisDevice(sent.sysMsg())) {
                push(parcel);
            }
        } else if (!isMine) {
            push(parcel);
        }
    }

    private void onArrived(Parcel parcel, Event.Arrived arrived, boolean isMine) {
        Entry entry = arrived.entry();
        Tracks.Verdict verdict = tracks.judge(entry, previousTime(parcel, arrived));
        if (verdict == Tracks.Verdict.NEW) {
            boolean isShown = !isMine && isForThisDevice(entry) && push(parcel);
            tracks.pass(entry, isShown, misses == missesMadeUp);
            if (isShown) {
                connection.dialogue().pushed(entry);
            }
        } else if (verdict == Tracks.Verdict.AFTER_A_HOLE) {
            catchUp.fill(entry.conversation(), 0);
        }
    }

    /** What was said before one came into a team is no hole: there would be one in each connection of all who are added at once. */
    private long previousTime(Parcel parcel, Event.Arrived arrived) {
        boolean isBeginning = parcel.isBeginningFor(connection.account())
                && tracks.get(arrived.entry().conversation()) == null;
        return isBeginning ? 0 : arrived.previousTime();
    }

    private void onState(Parcel parcel, Conversation conversation, long changedAt, boolean isMine) {
        Track track = tracks.of(conversation);
        if (changedAt > track.stateAt) {
            track.stateAt = changedAt;
            if (!isMine) {
                push(parcel);
            }
        }
    }

    private boolean push(Parcel parcel) {
        String frame = parcel.frame(connection.wire(), connection.account());
        if (frame.isEmpty()) {
            return false;
        }
        connection.write(frame);
        connection.station().meters().pushed();
        return true;
    }

    /**
     * Writes an entry that was read from the store because its push was missed.
     *
     * @return how many characters; 0 if it was not for this device
     */
    int showMissed(Entry entry) {
        TeamMove move = TeamMove.of(entry);
        if (move != null && move.isAbout(connection.account())) {
            connection.station().teams().missed(move, connection.account());
        }
        Event event = new Event.Arrived(entry, 0);
        String account = connection.account();
        String frame = isForThisDevice(entry)
                ? connection.wire().protocol().encode(event, account, Parcel.isOwn(event, account))
                : null;
        tracks.pass(entry, frame != null, misses == missesMadeUp);
        if (frame == null) {
            return 0;
        }
        connection.write(frame);
        connection.dialogue().pushed(entry);
        connection.station().meters().pushed();
        return frame.length();
    }

    /** What the device did itself was answered; what its account did elsewhere comes unless it wants no copies (S6); nobody wants copies of a custom
     * notification. */
    private boolean isForThisDevice(Entry entry) {
        if (!entry.from().equals(connection.account())) {
            return true;
        }
        if (entry instanceof SysMsg sysMsg && !sysMsg.to().equals(connection.account())) {
            return false;
        }
        boolean isUnwanted =
                entry instanceof Message message && !message.draft().setting().needSelfSync();
        return !isUnwanted && !entry.fromDeviceId().equals(connection.deviceId());
    }

    /** If pushes were dropped, asks the store what they were about. */
    void check() {
        if (misses == missesMadeUp) {
            return;
        }
        ask();
    }

    /** Compares with the store's marks, on this connection's own account and its teams, when it is its turn. */
    void ask() {
        if (isChecking || !isAbleToAsk()) {
            return;
        }
        isChecking = true;
        connection.station().gate().enter(() -> {
            Future<?> asked = isAbleToAsk() ? askNow() : Future.succeededFuture();
            asked.onComplete(done -> {
                connection.station().gate().leave();
                isChecking = false;
            });
        });
    }

    private boolean isAbleToAsk() {
        return isLive && !connection.isClosed() && !connection.outbox().isFull();
    }

    private Future<?> askNow() {
        long missesBefore = misses;
        Set<Conversation> missedBefore = missedTeams;
        missedTeams = new HashSet<>(2);
        Set<Conversation> teams = new HashSet<>(missedBefore);
        teams.addAll(connection.station().teams().roster().of(connection.account()));
        Command command = new Command.GetHighWater(List.of(connection.account()), tracks.floor());
        Future<Answer> own = connection.askAsDevice(command);
        return TeamNews.ask(connection.station(), teams, tracks.floor())
                .compose(news -> own.map(answer -> {
                    onMarks(news, teams, answer, missesBefore);
                    return answer;
                }))
                // Dropped: the store did not answer, and the healer has it tried again.
                .onFailure(cause -> missedTeams.addAll(missedBefore));
    }

    private void onMarks(TeamNews news, Set<Conversation> teams, Answer answer, long missesBefore) {
        if (connection.isClosed() || !(answer instanceof Answer.HighWater marks)) {
            return;
        }
        String account = connection.account();
        connection.station().teams().joining(account, marks, tracks.floor());
        long changeNumber = marks.changeNumbers().getOrDefault(account, 0L);
        boolean isAll = missesBefore > missesMadeUp;
        compare(Marks.of(marks.storeTime(), marks.marks(), changeNumber, news, news.of(account, teams)), isAll);
        missesMadeUp = missesBefore;
    }

    /**
     * Compares what this connection was told with the store's marks, and reads what it was not.
     *
     * @param isAll whether even what may still be on its way is read
     */
    void compare(Marks marks, boolean isAll) {
        List<Conversation> fresh = new ArrayList<>();
        for (Answer.Mark mark : marks.marks()) {
            if (isAll || mark.changedAt() <= marks.storeTime() - FRESH_MILLIS) {
                compare(mark, isAll);
            } else {
                fresh.add(mark.conversation());
            }
        }
        changes.compare(marks.changeNumber());
        // What was said in a team that was not asked about would be below the floor, and never be missed.
        if (isSteady() && connection.station().teams().isSettled(connection.account(), marks.askedMillis())) {
            tracks.raiseFloor(tracks.floorBy(marks.storeTime(), fresh));
        }
    }

    private void compare(Answer.Mark mark, boolean isStateDue) {
        if (fillUpTo(mark)) {
            tracks.of(mark.conversation()).isStateDue |= isStateDue;
            if (mark.conversation().isTeam()) {
                connection.station().teams().suspect(connection.account(), mark, !isStateDue);
            }
        }
    }

    /** Whether something was missing. */
    private boolean fillUpTo(Answer.Mark mark) {
        Track track = tracks.get(mark.conversation());
        long verified = track == null ? tracks.floor() : Math.max(track.verifiedAt, tracks.floor());
        if (mark.changedAt() <= verified) {
            return false;
        }
        catchUp.fill(mark.conversation(), mark.changedAt());
        return true;
    }
}
