package io.posthouse.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes from other nodes: a body with this deployment's seal is read, anything else is something unreadable. */
class BusCodecTest {
    private static final long SEED = 20261123;
    private static final BusSeal SEAL = new BusSeal("the secret of all nodes");
    private static final PresenceMoved BODY = new PresenceMoved(List.of("ann", "bob"));

    private final BusCodec codec = new BusCodec(SEAL);

    @Test
    void whatANodeOfTheSameDeploymentSaysIsRead() {
        assertThat(decoded(encoded(codec, BODY))).isEqualTo(BODY);
        assertThat(decoded(encoded(new BusCodec(new BusSeal("the secret of all nodes")), NodeQuestion.DRAIN)))
                .isEqualTo(NodeQuestion.DRAIN);
    }

    @Test
    void whatADeploymentWithAnotherSecretSaysIsNotRead() {
        assertThat(decoded(encoded(new BusCodec(new BusSeal("another secret of theirs")), BODY)))
                .isInstanceOf(Unreadable.class);
        assertThat(decoded(encoded(new BusCodec(), BODY))).isInstanceOf(Unreadable.class);
    }

    @Test
    void whatNodesDoNotSayToEachOtherIsNotReadEvenWithTheSeal() {
        assertThat(decoded(encoded(codec, new Answer.Done(1)))).isInstanceOf(Unreadable.class);
        assertThat(decoded(sealed("[]"))).isInstanceOf(Unreadable.class);
        assertThat(decoded(sealed("null"))).isInstanceOf(Unreadable.class);
        assertThat(decoded(sealed("{\"v\":1,\"is\":\"Pushes\"}"))).isInstanceOf(Unreadable.class);
        assertThat(decoded(sealed("{\"v\":2,\"is\":\"PresenceMoved\",\"body\":{\"accounts\":[]}}")))
                .as("of a newer version")
                .isInstanceOf(Unreadable.class);
        assertThat(decoded(sealed("{\"v\":1,\"is\":\"Pushes\",\"body\":" + "[".repeat(100) + "]".repeat(100) + "}")))
                .as("too deep")
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void noBytesThatAreChangedOrCutBreakTheReader() {
        Random random = new Random(SEED);
        byte[] good = encoded(codec, BODY).getBytes();
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = good.clone();
            int changes = 1 + random.nextInt(4);
            for (int c = 0; c < changes; c++) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Buffer cut = Buffer.buffer(bad).slice(0, random.nextInt(bad.length + 1));

            Object body = decoded(cut);

            // Four changes may undo each other.
            assertThat(body.equals(BODY) || body instanceof Unreadable)
                    .as("seed %s, round %s: %s", SEED, i, body)
                    .isTrue();
        }
    }

    @Test
    void aNameMadeWithTheSecretDoesNotTellIt() {
        assertThat(SEAL.nameFor("members"))
                .isEqualTo(new BusSeal("the secret of all nodes").nameFor("members"))
                .isNotEqualTo(SEAL.nameFor("others"))
                .isNotEqualTo(new BusSeal("another secret of theirs").nameFor("members"))
                .matches("[0-9a-f]{24}");
    }

    private Object decoded(Buffer wire) {
        return codec.decodeFromWire(0, wire);
    }

    private static Buffer encoded(BusCodec by, Object body) {
        Buffer wire = Buffer.buffer();
        by.encodeToWire(wire, body);
        return wire;
    }

    private static Buffer sealed(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer().appendInt(text.length).appendBytes(SEAL.of(text)).appendBytes(text);
    }
}
