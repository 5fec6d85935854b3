package io.posthouse.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hostile frames against the decoder alone, which is where nearly all of them end. How many is set by {@code
 * -Dposthouse.fuzz.frames}, the seed by {@code -Dposthouse.fuzz.seed}.
 */
class FuzzTest {
    static final int FRAMES = Integer.getInteger("posthouse.fuzz.frames", 20_000);
    static final long SEED = Long.getLong("posthouse.fuzz.seed", 20_240_315L);

    private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);
    private static final Caller ANN = new Caller("ann", "phone", ClientType.IOS, "c1", null);
    private static final Set<Fault> DECODING =
            Set.of(Fault.MALFORMED, Fault.INVALID, Fault.UNKNOWN_COMMAND, Fault.NOT_LOGGED_IN);

    private final RequestReader reader = new RequestReader(Verbs.table(100));
    private final Map<Fault, Integer> refusals = new EnumMap<>(Fault.class);
    private int taken;
    private int noise;

    @Test
    void everyHostileFrameIsReadOrRefusedAndNothingElse() {
        LOG.warn("Fuzzing the decoder seed={} frames={}", SEED, FRAMES);
        List<String> seeds = Recordings.clientFrames();
        Mutator mutator = new Mutator(seeds, SEED);

        for (int i = 0; i < FRAMES; i++) {
            String frame = mutator.next();
            try {
                tryOut(frame, i % 5 == 0 ? null : ANN);
            } catch (RuntimeException | StackOverflowError bug) {
                throw new AssertionError("seed " + SEED + ", frame " + i + ": " + frame, bug);
            }
        }

        LOG.warn("Fuzzed the decoder taken={} noise={} refusals={}", taken, noise, refusals);
        assertThat(refusals.keySet()).isSubsetOf(DECODING).contains(Fault.MALFORMED, Fault.INVALID);
        assertThat(taken).as("frames that a mutation left well formed").isPositive();
        assertThat(noise).as("frames that are no JSON object").isPositive();
    }

    private void tryOut(String frame, @Nullable Caller caller) {
        long id = Json.findId(frame);
        try {
            RequestReader.Request request = reader.read(frame, caller);
            taken++;
            assertThat(id).as(frame).isEqualTo(request.id());
        } catch (FaultException refusal) {
            refusals.merge(refusal.fault(), 1, Integer::sum);
            noise += id == Json.NO_FRAME ? 1 : 0;
            assertThat(refusal.detail()).as("the detail of %s", frame).matches("[a-zA-Z.]{0,40}");
        }
    }
}
