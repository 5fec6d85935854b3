package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.LimitsConfig;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void asManyAsTheBurstPassAtOnceAndOneMoreDoesNot() {
        assertThat(passing(new Rate(10, 5), 0, 0, 6)).isEqualTo(5);
    }

    @Test
    void onTheLongRunTheRatePasses() {
        Rate rate = new Rate(10, 5);
        long state = 0;
        int passed = 0;

        for (long now = 0; now < 10 * SECOND; now += SECOND / 100) {
            long after = rate.take(state, now);
            if (after != Rate.REFUSED) {
                state = after;
                passed++;
            }
        }

        assertThat(passed).isBetween(103, 105);
    }

    @Test
    void aRestFillsTheBucketUpAndNoFurther() {
        Rate rate = new Rate(10, 5);
        long state = 0;
        for (int i = 0; i < 5; i++) {
            state = rate.take(state, 0);
        }

        assertThat(passing(rate, state, 3600 * SECOND, 50)).isEqualTo(5);
    }

    @Test
    void theConnectionsOfOneAccountShareABucketAndOthersHaveTheirOwn() {
        AccountRates rates = new AccountRates(LimitsConfig.DEFAULT);
        for (int i = 0; i < LimitsConfig.DEFAULT.accountBurst(); i++) {
            assertThat(rates.tryTake("ann", 0)).isTrue();
        }

        assertThat(rates.tryTake("ann", 0)).isFalse();
        assertThat(rates.tryTake("bob", 0)).isTrue();
    }

    private static int passing(Rate rate, long state, long now, int tries) {
        int passed = 0;
        long next = state;
        for (int i = 0; i < tries; i++) {
            long after = rate.take(next, now);
            if (after != Rate.REFUSED) {
                next = after;
                passed++;
            }
        }
        return passed;
    }
}
