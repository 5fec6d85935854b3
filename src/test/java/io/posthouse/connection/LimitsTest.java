package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M4 and the counters: what fits exactly passes, one more does not. */
class LimitsTest {
    private static final LimitsConfig LIMITS = LimitsConfig.DEFAULT;
    private final SizeCheck sizes = new SizeCheck(LIMITS);

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "你", "😀"})
    void aBodyOfFiveThousandCharactersFitsAndOneMoreIsTooLong(String character) {
        assertThat(sizes.faultOf(text(character.repeat(5_000), null, null))).isEmpty();
        assertThat(sizes.faultOf(text(character.repeat(5_001), null, null))).contains(Fault.BODY_TOO_LONG);
    }

    @Test
    void anAttachIsCountedInBytes() {
        String fits = "你".repeat(16 * 1024 / 3) + "a";

        assertThat(sizes.faultOf(text("", fits, null))).isEmpty();
        assertThat(sizes.faultOf(text("", fits + "a", null))).contains(Fault.ATTACH_TOO_LONG);
    }

    @Test
    void anExtIsCountedInBytesWhereverItIs() {
        String fits = "😀".repeat(256);
        String tooLong = fits + "a";

        assertThat(sizes.faultOf(text("", null, fits))).isEmpty();
        assertThat(sizes.faultOf(text("", null, tooLong))).contains(Fault.EXT_TOO_LONG);
        assertThat(sizes.faultOf(new Command.UpdateCard(null, null, tooLong, null, null, null, null, null)))
                .contains(Fault.EXT_TOO_LONG);
        assertThat(sizes.faultOf(new Command.DeleteMessages(List.of(new Event.DeletedMessage(
                        Conversation.between("ann", "bob"), "1000000000001", "c", "ann", 1, tooLong)))))
                .contains(Fault.EXT_TOO_LONG);
    }

    @Test
    void aRecallsTextsHaveTheSameLimits() {
        Conversation conversation = Conversation.between("ann", "bob");

        assertThat(sizes.faultOf(new Command.Recall(conversation, "ann", "c", "", "a".repeat(5_001), null)))
                .contains(Fault.BODY_TOO_LONG);
        assertThat(sizes.faultOf(new Command.Recall(conversation, "ann", "c", "", null, "a".repeat(16_385))))
                .contains(Fault.ATTACH_TOO_LONG);
    }

    @Test
    void strikesOfAMinuteCountTogetherAndANewMinuteBeginsAnew() {
        Strikes strikes = new Strikes();

        for (int i = 0; i < 3; i++) {
            assertThat(strikes.isOut(3, 1_000)).isFalse();
        }
        assertThat(strikes.isOut(3, 60_999)).isTrue();
        assertThat(strikes.isOut(3, 61_000)).isFalse();
    }

    @Test
    void oneAddressMayNotTakeAllConnections() {
        Admission admission = new Admission(limits(3, 2));

        assertThat(admission.admit("10.0.0.1")).isTrue();
        assertThat(admission.admit("10.0.0.1")).isTrue();
        assertThat(admission.admit("10.0.0.1")).isFalse();
        assertThat(admission.admit("10.0.0.2")).isTrue();
        assertThat(admission.admit("10.0.0.3")).isFalse();

        admission.release("10.0.0.1");
        assertThat(admission.admit("10.0.0.3")).isTrue();
        assertThat(admission.count()).isEqualTo(3);
    }

    private static LimitsConfig limits(int connectionsMax, int perAddressMax) {
        LimitsConfig d = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                d.bodyCharsMax(),
                d.attachBytesMax(),
                d.extBytesMax(),
                d.frameBytesMax(),
                d.connectionRate(),
                d.connectionBurst(),
                d.accountRate(),
                d.accountBurst(),
                connectionsMax,
                d.connectionsPerAccountMax(),
                perAddressMax,
                d.loginTimeout(),
                d.idleTimeout(),
                d.queueBytesMax(),
                d.queueTimeout(),
                d.inFlightMax(),
                d.errorsMax(),
                d.pageMax(),
                d.searchEntriesMax(),
                d.relationsMax(),
                d.stickTopsMax(),
                d.devicesMax(),
                d.changesMax(),
                d.friendsMax(),
                d.friendApplicationsMax());
    }

    private static Command.Send text(
            String body,
            @org.jspecify.annotations.Nullable String attach,
            @org.jspecify.annotations.Nullable String ext) {
        return new Command.Send(new Draft(
                Scene.P2P,
                "bob",
                MessageType.CUSTOM,
                body,
                attach,
                "c1",
                ext,
                null,
                Setting.DEFAULT,
                null,
                null,
                null,
                false));
    }
}
