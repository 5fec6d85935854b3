package io.posthouse.bench;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.Posthouse;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class TeamRunTest {
    private static final String KEY = "an admin key of sixteen and more";
    /** More than are added at once. */
    private static final int CONNECTED = 210;
    /** In the middle of the messages said in silence. */
    private static final int PLANTED = (TeamPlan.WARM_UP_MESSAGES + 1) * CONNECTED + 3;

    @Test
    void aMessageToATeamOfARealGatewayReachesAllWhoAreConnected(Vertx vertx, @TempDir Path directory) throws Exception {
        Map<String, String> settings = Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(),
                "POSTHOUSE_STORE_DURABILITY", "memory",
                "POSTHOUSE_SERVER_PORT", "0",
                "POSTHOUSE_MANAGEMENT_ENABLED", "false",
                "POSTHOUSE_LIMITS_CONNECTION_RATE", "1000000",
                "POSTHOUSE_LIMITS_CONNECTION_BURST", "1000000",
                "POSTHOUSE_LIMITS_ACCOUNT_RATE", "1000000",
                "POSTHOUSE_LIMITS_ACCOUNT_BURST", "1000000",
                "POSTHOUSE_ADMIN_KEY", KEY);
        Config config = ConfigReader.read(null, settings, Set.of()).config();
        Posthouse posthouse = Posthouse.on(vertx).config(config).start().await(30, SECONDS);
        try {
            Target target = targetAt(posthouse.port());
            target.adminKey = KEY;

            List<JsonObject> rows =
                    Driver.run(driver -> TeamRun.run(driver, target, planOf(650, Duration.ofSeconds(30))));

            assertThat(rows).extracting(row -> row.getString("is")).containsExactly("team", "deeds");
            JsonObject team = rows.get(0);
            assertThat(team.getLong("delivered")).isPositive();
            assertThat(team.getDouble("worstMillis")).isGreaterThanOrEqualTo(team.getDouble("medianMillis"));
            assertThat(rows.get(1).getInteger("addCalls"))
                    .as("of at most 200 accounts")
                    .isEqualTo(5);
            assertThat(Report.of(rows)).contains("| relay | 650 / 210 |").contains("| relay | 650 |");
        } finally {
            posthouse.stop().await(30, SECONDS);
        }
    }

    @Test
    void withoutAKeyEverybodyConnectedIsInTheTeam(Vertx vertx) throws Exception {
        List<JsonObject> rows = run(vertx, event -> event);

        assertThat(rows).extracting(row -> row.getString("is")).containsExactly("team");
        assertThat(rows.get(0).getLong("delivered")).isGreaterThanOrEqualTo(CONNECTED);
    }

    @Test
    void aReceiverThatMissesAMessageMakesTheRunFailWithASentence(Vertx vertx) {
        AtomicInteger count = new AtomicInteger();

        assertThatThrownBy(() -> run(vertx, event -> count.incrementAndGet() == PLANTED ? "" : event))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("1 of 210 receivers did not get a message within");
    }

    @Test
    void aReceiverThatGetsAMessageTwiceMakesTheRunFailWithASentence(Vertx vertx) {
        AtomicInteger count = new AtomicInteger();
        String[] earlier = {""};

        assertThatThrownBy(() -> run(vertx, event -> {
                    if (count.incrementAndGet() % CONNECTED == 1) {
                        earlier[0] = count.get() > PLANTED ? earlier[0] : event;
                    }
                    return count.get() > PLANTED ? earlier[0] : event;
                }))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("got twice");
    }

    private static List<JsonObject> run(Vertx vertx, UnaryOperator<String> onTheWay) throws Exception {
        Relay relay = new Relay(0, onTheWay);
        vertx.deployVerticle(relay).await(5, SECONDS);
        return Driver.run(
                driver -> TeamRun.run(driver, targetAt(relay.port()), planOf(CONNECTED + 1, Duration.ofSeconds(3))));
    }

    private static TeamPlan planOf(int members, Duration patience) {
        Duration blink = Duration.ofMillis(10);
        return new TeamPlan(members, CONNECTED, 3, 200, true, blink, Duration.ofMillis(300), patience, blink);
    }

    private static Target targetAt(int port) {
        Target target = new Target();
        target.url = URI.create("ws://127.0.0.1:" + port + "/ws");
        target.pids = List.of(ProcessHandle.current().pid());
        target.label = "relay";
        return target;
    }
}
