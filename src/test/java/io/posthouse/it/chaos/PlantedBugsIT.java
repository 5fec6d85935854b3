package io.posthouse.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A checker that has never caught anything proves nothing: one short run without faults in which each circle of devices has a bug of its
 * own, but for one that has none.
 */
class PlantedBugsIT {
    private static final long SEED = Long.getLong("posthouse.chaos.seed", 20261123);
    private static final Rules RULES = new Rules(3_000, 40, "memory");
    private static final int NODES = 2;
    private static final int PEOPLE = 3;
    private static final int ACTIONS = 40;
    private static final int PACE_MILLIS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** For what never comes because of a bug. */
    private static final Duration BUGGY_PATIENCE = Duration.ofSeconds(4);

    private static final Map<String, List<Breach>> FOUND = new LinkedHashMap<>();
    private static Vertx vertx;

    @BeforeAll
    static void play(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        Path bugs = BuggyScripts.writeTo(directory.resolve("scripts"));
        Judge judge = new Judge(RULES);
        try (Cluster cluster = new Cluster(vertx, directory, NODES, RULES, List.of(bugs))) {
            Stage stage = Stage.open(vertx, NODES, cluster::port).await(10, TimeUnit.SECONDS);
            List<Circle> circles = new ArrayList<>();
            circles.add(new Circle(stage, "healthy", SEED, PEOPLE, PACE_MILLIS, Filter.None::new, PATIENCE));
            for (Bug bug : Bug.values()) {
                circles.add(new Circle(
                        stage, bug.tag(), SEED + circles.size(), PEOPLE, PACE_MILLIS, bug.filters(), BUGGY_PATIENCE));
            }
            for (Circle circle : circles) {
                for (String account : circle.accounts()) {
                    cluster.node(0).createAccount(account, Circle.tokenOf(account));
                }
            }
            Company company = new Company(stage, circles, judge, PATIENCE);
            company.play(ACTIONS);
            company.close();
            circles.forEach(circle -> FOUND.put(circle.name(), judge.judge(circle.diaries())));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void whereNothingIsPlantedNothingIsFound() {
        assertThat(FOUND.get("healthy")).as(() -> first("healthy")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void aPlantedBugIsFound(Bug bug) {
        assertThat(FOUND.get(bug.tag()))
                .as("what was found with %s, seed %d", bug, SEED)
                .anyMatch(breach -> breach.rule().startsWith(bug.rule()));
    }

    private static String first(String circle) {
        return FOUND.getOrDefault(circle, List.of()).stream()
                        .findFirst()
                        .map(Breach::tell)
                        .orElse("") + ", seed " + SEED;
    }
}
