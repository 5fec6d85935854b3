package io.posthouse.it;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** S1 at durability disk: what was answered {@code sent} survives {@code kill -9}, of the gateway and of its Redis. */
@ExtendWith(VertxExtension.class)
class KilledPartsIT {
    private static final int KILLS = Integer.getInteger("posthouse.it.kills", 10);
    private static final int PAIRS = 10;
    private static final int IN_FLIGHT = 4;
    private static final int ANSWERS_BEFORE_A_KILL = 300;
    private static final Map<String, String> SETTINGS = Map.of(
            "STORE_DURABILITY", "disk",
            "LIMITS_CONNECTION_RATE", "100000",
            "LIMITS_CONNECTION_BURST", "100000",
            "LIMITS_ACCOUNT_RATE", "100000",
            "LIMITS_ACCOUNT_BURST", "100000");

    @Test
    void whatWasAnsweredSentSurvivesKillsOfTheGateway(Vertx vertx, @TempDir Path directory) throws Exception {
        try (GatewayProcess gateway = new GatewayProcess(directory, SETTINGS, List.of("-Xmx256m"))) {
            Storm storm = new Storm(vertx, IN_FLIGHT);
            storm.connect(gateway, PAIRS);
            storm.start();

            for (int kill = 0; kill < KILLS; kill++) {
                storm.awaitAnswers(ANSWERS_BEFORE_A_KILL);
                gateway.kill();
                gateway.startAgain();
            }

            storm.awaitAnswers(ANSWERS_BEFORE_A_KILL);
            storm.stop();
            storm.judge();
            storm.close();
        }
    }

    @Test
    void whatWasAnsweredSentSurvivesKillsOfRedis(Vertx vertx, @TempDir Path directory) throws Exception {
        try (GatewayProcess gateway = new GatewayProcess(directory, SETTINGS, List.of("-Xmx256m"))) {
            Storm storm = new Storm(vertx, IN_FLIGHT);
            storm.connect(gateway, PAIRS);
            storm.start();

            for (int kill = 0; kill < KILLS; kill++) {
                storm.awaitAnswers(ANSWERS_BEFORE_A_KILL);
                gateway.killRedis();
            }

            storm.awaitAnswers(ANSWERS_BEFORE_A_KILL);
            storm.stop();
            storm.judge();
            storm.close();
        }
    }
}
