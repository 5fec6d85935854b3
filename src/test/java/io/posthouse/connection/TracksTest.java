package io.posthouse.connection;

import static io.posthouse.connection.Tracks.Verdict.AFTER_A_HOLE;
import static io.posthouse.connection.Tracks.Verdict.KNOWN;
import static io.posthouse.connection.Tracks.Verdict.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import java.util.List;
import org.junit.jupiter.api.Test;

/** D2, D5 and S3 for one connection, without sockets or store. Entry {@code n} has the time {@code 1000 + n}. */
class TracksTest {
    private static final Conversation CONVERSATION = Conversation.between("ann", "bob");
    private final Tracks tracks = new Tracks();

    TracksTest() {
        tracks.raiseFloor(1_000);
    }

    @Test
    void entriesInOrderAreNewAndEachOnlyOnce() {
        assertThat(tracks.judge(entry(1), 0)).isEqualTo(NEW);
        pass(1);

        assertThat(tracks.judge(entry(1), 0)).isEqualTo(KNOWN);
        assertThat(tracks.judge(entry(2), 1_001)).isEqualTo(NEW);
    }

    @Test
    void aSeqThatIsMissingShowsAHole() {
        pass(1);

        assertThat(tracks.judge(entry(3), 1_002)).isEqualTo(AFTER_A_HOLE);
    }

    @Test
    void aFirstEntryWhosePredecessorIsPastTheFloorShowsAHole() {
        assertThat(tracks.judge(entry(7), 1_006)).isEqualTo(AFTER_A_HOLE);
        assertThat(tracks.judge(entry(7), 1_000)).isEqualTo(NEW);
    }

    /** What the store had answered just before it stood still, and what is said when it goes on. */
    @Test
    void aHoleBeforeWhatChangedJustNowIsFoundHoweverOldItIs() {
        pass(1);
        long storeTime = 1_000 + 2 * Tracks.LATE_MARK_MILLIS;

        tracks.raiseFloor(tracks.floorBy(storeTime, List.of(CONVERSATION)));

        assertThat(tracks.judge(entry(8_000), 1_002))
                .as("D2: entry 2 was lost, and its successor was pushed after the store was asked")
                .isEqualTo(AFTER_A_HOLE);
    }

    @Test
    void whatChangedJustNowInAnUnknownConversationHoldsTheFloor() {
        long storeTime = 1_000 + 2 * Tracks.LATE_MARK_MILLIS;

        assertThat(tracks.floorBy(storeTime, List.of(CONVERSATION))).isEqualTo(1_000);
        assertThat(tracks.floorBy(storeTime, List.of())).isEqualTo(storeTime - Tracks.LATE_MARK_MILLIS);
    }

    @Test
    void anEntryBelowTheFloorIsKnown() {
        tracks.raiseFloor(2_000);

        assertThat(tracks.judge(entry(9), 0)).isEqualTo(KNOWN);
    }

    @Test
    void seqsThatTheAccountCannotSeeAreNoHole() {
        pass(1);

        // The predecessor's time is one that the connection has passed.
        assertThat(tracks.judge(entry(5), 1_001)).isEqualTo(NEW);
    }

    @Test
    void whatIsPushedDuringAFillIsReadWithIt() {
        tracks.of(CONVERSATION).isFilling = true;

        assertThat(tracks.judge(entry(4), 1_003)).isEqualTo(KNOWN);
        assertThat(tracks.of(CONVERSATION).pushedWhileFilling).isEqualTo(4);
    }

    @Test
    void whatTheSyncToldIsKnown() {
        tracks.synced(synced(3, entry(2), entry(3)), false);

        assertThat(tracks.judge(entry(3), 1_002)).isEqualTo(KNOWN);
        assertThat(tracks.judge(entry(4), 1_003)).isEqualTo(NEW);
    }

    @Test
    void aSessionThatTheSyncTellsTwiceIsToldWithoutWhatItToldBefore() {
        tracks.synced(synced(2, entry(1), entry(2)), false);

        SessionSync again = tracks.withoutTold(synced(3, entry(1), entry(2), entry(3)));

        assertThat(again.offline()).containsExactly(entry(3));
    }

    @Test
    void anOldSessionOfTheSyncTakesNoMemory() {
        tracks.raiseFloor(5_000);

        tracks.synced(synced(3), false);

        assertThat(tracks.size()).isZero();
    }

    @Test
    void anAcknowledgementNeverGoesPastWhatWasWritten() {
        tracks.pass(entry(1), true, true);
        tracks.pass(entry(2), false, true);

        assertThat(tracks.acknowledge(CONVERSATION, 9_999)).isEqualTo(1_001);
        assertThat(tracks.acknowledge(CONVERSATION, 9_999)).isZero();
        assertThat(tracks.acknowledge(Conversation.between("ann", "eve"), 1_001))
                .isZero();
    }

    @Test
    void theCursorStandsStillUntilAllThatWasWrittenIsAcknowledged() {
        tracks.pass(entry(1), true, true);
        tracks.pass(entry(2), true, true);
        assertThat(tracks.acknowledgedUpTo()).isZero();

        tracks.acknowledge(CONVERSATION, 1_001);
        assertThat(tracks.acknowledgedUpTo()).isZero();

        tracks.acknowledge(CONVERSATION, 1_002);
        assertThat(tracks.acknowledgedUpTo()).isEqualTo(1_000);
    }

    @Test
    void whatIsBelowTheFloorAndAcknowledgedIsForgotten() {
        tracks.pass(entry(1), true, true);

        tracks.raiseFloor(2_000);
        assertThat(tracks.size()).isEqualTo(1);

        tracks.acknowledge(CONVERSATION, 1_001);
        tracks.raiseFloor(2_001);
        assertThat(tracks.size()).isZero();
    }

    @Test
    void aDeviceThatAcknowledgesNothingIsBoundedAndKeepsItsCursor() {
        for (int i = 0; i < 30_000; i++) {
            tracks.pass(entryTo("peer" + i), true, true);
            tracks.raiseFloor(2_000);
        }

        assertThat(tracks.size()).isLessThanOrEqualTo(10_001);
        assertThat(tracks.acknowledgedUpTo()).isZero();
    }

    @Test
    void aDeviceThatAcknowledgesMovesItsCursorHoweverManyConversationsThereAre() {
        tracks.raiseFloor(2_000);
        for (int i = 0; i < 30_000; i++) {
            tracks.pass(entryTo("peer" + i), true, true);
            if (i >= 2_000) {
                assertThat(tracks.acknowledge(Conversation.between("ann", "peer" + (i - 2_000)), 1_001))
                        .as("D5 what was told to the device %s conversations before", 2_000)
                        .isEqualTo(1_001);
            }
        }
        for (int i = 28_000; i < 30_000; i++) {
            tracks.acknowledge(Conversation.between("ann", "peer" + i), 1_001);
        }

        assertThat(tracks.size()).isLessThanOrEqualTo(10_000);
        assertThat(tracks.acknowledgedUpTo()).isEqualTo(2_000);
    }

    private void pass(int n) {
        tracks.pass(entry(n), true, true);
    }

    private static Message entry(int n) {
        Draft draft = Draft.of(Scene.P2P, "bob", MessageType.TEXT, "hi", null, "c" + n);
        return new Message("ann", ClientType.WEB, "d1", null, draft, n, 1_000 + n, n + "000000000001", false);
    }

    private static Message entryTo(String to) {
        Draft draft = Draft.of(Scene.P2P, to, MessageType.TEXT, "hi", null, "c");
        return new Message("ann", ClientType.WEB, "d1", null, draft, 1, 1_001, "1000000000001", false);
    }

    private static SessionSync synced(int highSeq, Message... offline) {
        long highTime = 1_000L + highSeq;
        SessionState state = new SessionState(CONVERSATION, highSeq, highTime, highTime, null, 0, 0, 0, 0);
        return new SessionSync(state, List.of(offline), List.of(), List.of(), List.of(), 0, 0);
    }
}
