package io.posthouse.connection;

import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.SessionSync;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has been told, conversation by conversation, above a floor: a store time up to which it has been told
 * everything. Decides whether an entry that is pushed is new, known, or shows that others were lost (D2, D5, S3). Pure: it
 * reads and writes nothing.
 *
 * <p>Memory grows with the conversations in which something happened since the floor, or waits for an acknowledgement.
 */
final class Tracks {
    /** How long after an entry its mark may appear in the store: the floor stays this far behind the store's clock. */
    static final long LATE_MARK_MILLIS = 5_000;

    /** No setting: nothing is lost past it, the device only gets again what it did not acknowledge. */
    private static final int TRACKED_MAX = 10_000;

    /** Less is not worth looking for it each time. */
    private static final int ROOM = TRACKED_MAX / 10;

    private final Map<Conversation, Track> tracks = new HashMap<>(4);
    private long floor;
    private int unacked;
    private boolean isCursorHeld;

    /** What an entry is to this connection. */
    enum Verdict {
        NEW,
        KNOWN,
        AFTER_A_HOLE
    }

    long floor() {
        return floor;
    }

    /**
     * How far the floor may rise by the store's marks.
     *
     * @param fresh what changed so lately that its push may be on its way: that push tells of a hole before it, however old, so the floor
     *     must not pass what is here of it
     */
    long floorBy(long storeTime, List<Conversation> fresh) {
        long upTo = storeTime - LATE_MARK_MILLIS;
        for (Conversation conversation : fresh) {
            Track track = tracks.get(conversation);
            upTo = Math.min(upTo, track == null ? floor : hasUpTo(track));
        }
        return upTo;
    }

    void raiseFloor(long storeTime) {
        floor = Math.max(floor, storeTime);
        tracks.values().removeIf(this::isBelowFloor);
    }

    @Nullable Track get(Conversation conversation) {
        return tracks.get(conversation);
    }

    Track of(Conversation conversation) {
        Track track = tracks.get(conversation);
        if (track == null) {
            makeRoom();
            track = new Track();
            track.time = floor;
            track.verifiedAt = floor;
            tracks.put(conversation, track);
        }
        return track;
    }

    /** Up to which time the connection has the entries of this conversation. */
    long hasUpTo(Track track) {
        return Math.max(track.time, floor);
    }

    Verdict judge(Entry entry, long previousTime) {
        Track track = tracks.get(entry.conversation());
        if (track == null) {
            return judgeFirst(entry, previousTime);
        }
        if (track.seq > 0 ? entry.seq() <= track.seq : entry.time() <= hasUpTo(track)) {
            return Verdict.KNOWN;
        }
        if (track.isFilling) {
            track.pushedWhileFilling = Math.max(track.pushedWhileFilling, entry.seq());
            return Verdict.KNOWN;
        }
        boolean isNext = entry.seq() == track.seq + 1 || previousTime <= hasUpTo(track);
        return isNext ? Verdict.NEW : Verdict.AFTER_A_HOLE;
    }

    private Verdict judgeFirst(Entry entry, long previousTime) {
        if (entry.time() <= floor) {
            return Verdict.KNOWN;
        }
        return previousTime <= floor ? Verdict.NEW : Verdict.AFTER_A_HOLE;
    }

    /**
     * An entry went past.
     *
     * @param isShown whether it was written, so that the device has to acknowledge it
     * @param isVerified whether nothing may have been lost since the entry before
     */
    void pass(Entry entry, boolean isShown, boolean isVerified) {
        Track track = of(entry.conversation());
        track.seq = Math.max(track.seq, entry.seq());
        track.time = Math.max(track.time, entry.time());
        if (isVerified) {
            track.verifiedAt = Math.max(track.verifiedAt, entry.time());
        }
        if (isShown) {
            show(track, entry.time());
        }
    }

    /** A page of the sync told the connection this much of a session. */
    void synced(SessionSync session, boolean isContinued) {
        long shownTime = lastOf(session).mapToLong(Entry::time).max().orElse(0);
        long seq = lastOf(session).mapToLong(Entry::seq).max().orElse(0);
        boolean isOld = session.state().changedAt() <= floor && session.state().highTime() <= floor;
        Conversation conversation = session.state().conversation();
        if (isOld && shownTime == 0 && !tracks.containsKey(conversation)) {
            return;
        }
        Track track = of(conversation);
        track.seq = Math.max(track.seq, seq);
        track.time = Math.max(track.time, shownTime);
        if (!isContinued) {
            track.seq = Math.max(track.seq, session.state().highSeq());
            track.time = Math.max(track.time, session.state().highTime());
            track.verifiedAt = Math.max(track.verifiedAt, session.state().changedAt());
            track.stateAt = Math.max(track.stateAt, session.state().changedAt());
        }
        if (shownTime > 0) {
            show(track, shownTime);
        }
    }

    /** A session that changed while the sync went on comes again on a later page: without what an earlier one told. */
    SessionSync withoutTold(SessionSync session) {
        Track track = tracks.get(session.state().conversation());
        if (track == null || track.shownTime == 0) {
            return session;
        }
        long told = track.shownTime;
        return new SessionSync(
                session.state(),
                session.offline().stream().filter(entry -> entry.time() > told).toList(),
                session.roaming().stream().filter(entry -> entry.time() > told).toList(),
                session.recalls().stream().filter(entry -> entry.time() > told).toList(),
                session.sysMsgs().stream().filter(entry -> entry.time() > told).toList(),
                session.cutBefore(),
                session.nextAfter());
    }

    private static Stream<Entry> lastOf(SessionSync session) {
        return Stream.of(session.offline(), session.roaming(), session.recalls(), session.sysMsgs())
                .filter(list -> !list.isEmpty())
                .map((List<? extends Entry> list) -> list.get(list.size() - 1));
    }

    private void show(Track track, long time) {
        if (time > track.shownTime) {
            unacked += track.isUnacked() || time <= track.ackedTime ? 0 : 1;
            track.shownTime = time;
        }
    }

    /** Up to which time an acknowledgement counts: never past what was written; 0 if it says nothing new. */
    long acknowledge(Conversation conversation, long time) {
        Track track = tracks.get(conversation);
        if (track == null) {
            return 0;
        }
        long upTo = Math.min(time, track.shownTime);
        if (upTo <= track.ackedTime) {
            return 0;
        }
        boolean wasUnacked = track.isUnacked();
        track.ackedTime = upTo;
        unacked -= wasUnacked && !track.isUnacked() ? 1 : 0;
        return upTo;
    }

    /** The store time up to which the device has acknowledged all it was told; 0 if there is something it has not. */
    long acknowledgedUpTo() {
        return unacked == 0 && !isCursorHeld ? floor : 0;
    }

    int size() {
        return tracks.size();
    }

    private boolean isBelowFloor(Track track) {
        return !track.isUnacked() && isPast(track);
    }

    private boolean isPast(Track track) {
        return !track.isFilling && track.time <= floor && track.verifiedAt <= floor && track.stateAt <= floor;
    }

    /** What the device has goes first. One that acknowledges nothing keeps its cursor and gets it all again at its next login. */
    private void makeRoom() {
        if (tracks.size() < TRACKED_MAX) {
            return;
        }
        tracks.values().removeIf(this::isBelowFloor);
        if (tracks.size() < TRACKED_MAX - ROOM) {
            return;
        }
        isCursorHeld = true;
        tracks.values().removeIf(track -> {
            unacked -= isPast(track) && track.isUnacked() ? 1 : 0;
            return isPast(track);
        });
    }
}
