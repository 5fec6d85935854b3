package io.posthouse.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of socket.io 0.9. */
class PacketTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "0::                  |0|\"\"|false|\"\"|\"\"",
                "2::                  |2|\"\"|false|\"\"|\"\"",
                "2:::                 |2|\"\"|false|\"\"|\"\"",
                "3:::{\"\"SID\"\":2}  |3|\"\"|false|\"\"|{\"\"SID\"\":2}",
                "3:::a:b::c           |3|\"\"|false|\"\"|a:b::c",
                "3:7::x               |3|7|false|\"\"|x",
                "3:7+::x              |3|7|true|\"\"|x",
                "3::/chat:x           |3|\"\"|false|/chat|x",
                "1::/chat             |1|\"\"|false|/chat|\"\"",
                "3:123456789012345::x |3|123456789012345|false|\"\"|x"
            })
    void aFrameIsTypeIdEndpointAndData(
            String frame, int type, String id, boolean isAnsweredByHand, String endpoint, String data) {
        assertThat(Packet.parse(frame)).isEqualTo(new Packet(type, id, isAnsweredByHand, endpoint, data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "3:",
                "::",
                ":::x",
                "x:::",
                "33:::x",
                "-1:::x",
                "3:+::x",
                "3:x::y",
                "3:1x::y",
                "3:1+x:y",
                "3:1",
                "3:1+",
                " 3:::x",
                "{\"SID\":2}",
                "3:1234567890123456::x",
                "3:99999999999999999999999999999999::x",
                "\u0663:::x",
                "3:\u0663::x",
                "\ufffd3:::x\ufffd"
            })
    void whatIsNoFrameIsMalformed(String frame) {
        assertThatThrownBy(() -> Packet.parse(frame))
                .isInstanceOfSatisfying(FaultException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(Fault.MALFORMED));
    }

    @Test
    void anythingElseIsEitherAFrameOrMalformed() {
        Random random = new Random(42);
        String alphabet = "0123456789:+/x{}\"\u0000\ud83d\ude00 ";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThatNothingElseHappens(text.toString());
        }
    }

    private static void assertThatNothingElseHappens(String frame) {
        try {
            Packet packet = Packet.parse(frame);
            String head = packet.type() + ":" + packet.id() + (packet.isAnsweredByHand() ? "+" : "") + ":";
            assertThat(frame).startsWith(head + packet.endpoint()).endsWith(packet.data());
        } catch (FaultException refusal) {
            assertThat(refusal.fault()).isEqualTo(Fault.MALFORMED);
        }
    }

    @Test
    void aMessageIsFramedWithoutIdAndEndpoint() {
        assertThat(Packet.message("{\"sid\":2}")).isEqualTo("3:::{\"sid\":2}");
    }
}
