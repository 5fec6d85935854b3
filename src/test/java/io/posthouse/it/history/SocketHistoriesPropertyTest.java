package io.posthouse.it.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.posthouse.Posthouse;
import io.posthouse.client.Clients;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same random histories, through the Java client, real sockets and a whole gateway. */
class SocketHistoriesPropertyTest {
    private static final int HISTORIES = Integer.getInteger("posthouse.histories.sockets", 300);
    private static final int STEPS = Integer.getInteger("posthouse.histories.steps", 40);
    private static final int AT_ONCE = 12;

    private static Vertx vertx;
    private static Vertx clientVertx;
    private static Posthouse posthouse;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        clientVertx = Vertx.vertx();
        posthouse = Posthouse.on(vertx)
                .config(Settings.of(directory.resolve("data"), Settings.SOCKET_CAPS))
                .start()
                .await(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        posthouse.stop().await(30, TimeUnit.SECONDS);
        clientVertx.close().await(20, TimeUnit.SECONDS);
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private static Gate gate() {
        return new SocketGate(vertx, Clients.on(clientVertx), posthouse.port());
    }

    @Test
    void whatClientsAreToldIsWhatTheOracleSays() throws Exception {
        Histories histories = new Histories(name -> gate(), Settings.SOCKET_CAPS, STEPS);

        int played = histories.play("w", Settings.seed(), HISTORIES, AT_ONCE);

        assertThat(played).isEqualTo(HISTORIES);
    }

    @ParameterizedTest
    @EnumSource(
            value = Bug.class,
            names = {"A_PUSH_IS_LOST", "A_PUSH_COMES_TWICE", "OFFLINE_COMES_AGAIN"})
    void aPlantedBugIsFound(Bug bug) {
        Histories histories = new Histories(name -> new BuggyGate(gate(), bug), Settings.SOCKET_CAPS, STEPS);

        Throwable found = catchThrowable(() -> histories.play(bug.tag(), Settings.seed(), 60, AT_ONCE));

        assertThat(found).as("the histories find " + bug).isInstanceOf(Violation.class);
    }
}
