package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.posthouse.model.Fault;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** T1 against an oracle: random operations on some teams, by members, strangers and the server. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamPropertyTest {
    private static final int SEEDS = Integer.getInteger("posthouse.teams", 4);
    private static final int STEPS = 2_000;
    private static final int TEAMS = 3;
    /** With fewer seeds it is luck whether everything happens. */
    private static final int SEEDS_FOR_ALL = 4;

    private final Map<String, Integer> seen = new TreeMap<>();
    private int lived;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    private static Map<String, Integer> live(long seed, Vertx vertx, RedisExtension.TestRedis redis, TeamBug bug) {
        try (TestStore store = TestStore.open(
                vertx, TestConfig.of(redis.config()).with(TeamLife.CONFIG).build(), redis.target())) {
            return new TeamLife(seed, new TestTeams(store, redis.keyPrefix()), bug).live(TEAMS, STEPS);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void t1TeamsAreWhatTheRulesSay(long seed, Vertx vertx, RedisExtension.TestRedis redis) {
        live(seed, vertx, redis, TeamBug.NONE).forEach((what, count) -> seen.merge(what, count, Integer::sum));
        lived++;
    }

    @AfterAll
    void everythingHappensInOneOrTheOtherLife() {
        if (lived < Math.max(SEEDS, SEEDS_FOR_ALL)) {
            return;
        }
        assertThat(seen.keySet().stream().filter(what -> what.endsWith(" done")))
                .as("every operation happens")
                .hasSize(12);
        assertThat(seen.keySet().stream().map(what -> what.substring(what.indexOf(' ') + 1)))
                .as("every refusal happens")
                .contains(
                        Fault.NOT_FOUND.name(),
                        Fault.NOT_A_MEMBER.name(),
                        Fault.FORBIDDEN.name(),
                        Fault.LIMIT_REACHED.name(),
                        Fault.ALREADY_EXISTS.name(),
                        Fault.STALE.name());
    }

    @ParameterizedTest
    @EnumSource(value = TeamBug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(TeamBug bug, Vertx vertx, RedisExtension.TestRedis redis) {
        Throwable found = catchThrowable(() -> live(1, vertx, redis, bug));

        assertThat(found).as("the life of some teams shows " + bug).isInstanceOf(AssertionError.class);
    }
}
