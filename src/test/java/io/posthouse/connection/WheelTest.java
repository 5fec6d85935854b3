package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WheelTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final Wheel wheel = new Wheel(nanos::get);
    private final List<Long> woken = new ArrayList<>();

    @Test
    void wakesWhenTheTimeHasComeAndNotBefore() {
        wheel.wake(woken::add, 120);

        turnAt(119);
        assertThat(woken).isEmpty();

        turnAt(150);
        assertThat(woken).containsExactly(150L);
    }

    @Test
    void wakesOnceForEachAsking() {
        wheel.wake(woken::add, 60);
        wheel.wake(woken::add, 60);

        turnAt(200);
        turnAt(400);

        assertThat(woken).hasSize(2);
    }

    @Test
    void makesUpForTicksThatCameLate() {
        wheel.wake(woken::add, 60);
        wheel.wake(woken::add, 5_000);

        turnAt(20_000);

        assertThat(woken).hasSize(2);
    }

    @Test
    void whoIsWokenMayAskAgain() {
        wheel.wake(
                now -> {
                    woken.add(now);
                    wheel.wake(woken::add, now + 100);
                },
                50);

        turnAt(50);
        turnAt(149);
        assertThat(woken).hasSize(1);

        turnAt(200);
        assertThat(woken).hasSize(2);
    }

    @Test
    void whatIsPastItsHorizonIsWokenEarlyRatherThanNever() {
        wheel.wake(woken::add, TimeUnit.HOURS.toMillis(1));

        turnAt(TimeUnit.MINUTES.toMillis(2));

        assertThat(woken).hasSize(1);
    }

    private void turnAt(long millis) {
        nanos.set(7 + TimeUnit.MILLISECONDS.toNanos(millis));
        wheel.turn();
    }
}
