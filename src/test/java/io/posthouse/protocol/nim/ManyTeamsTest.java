package io.posthouse.protocol.nim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthouse.client.Clients;
import io.posthouse.config.Config;
import io.posthouse.config.TeamConfig;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One account in more teams than one packet takes, or one probe acknowledges, within the usual rates. With {@code
 * -Dposthouse.teams=10001} also in more than fit a hundred pages, and one login's commands.
 */
class ManyTeamsTest {
    private static final int TEAMS = Integer.getInteger("posthouse.teams", Deliveries.UNSAID_MAX + 200);
    /** A hundred pages of a hundred. */
    private static final int ONE_ANSWER_MAX = 10_000;

    /** A team has a few hundred characters. */
    private static final int TEAM_CHARS_MAX = 2_000;

    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data, ManyTeamsTest::settings);
        clients = Clients.on(vertx);
        gateway.account("ann");
        Newcomer known = login("known");
        known.sync("\"7\":0");
        known.leave();
        gateway.teams("ann", TEAMS);
    }

    private static Config settings(Config config) {
        TeamConfig team = config.team();
        TeamConfig wide = new TeamConfig(
                team.membersMax(),
                team.superMembersMax(),
                team.managersMax(),
                2 * TEAMS,
                team.pendingMax(),
                team.nameCharsMax(),
                team.textCharsMax(),
                team.createKept());
        return Gateway.withTeams(wide).apply(config);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            gateway.stop();
        } finally {
        }
    }

    private static Newcomer login(String device) throws Exception {
        return Newcomer.login(clients, gateway.port(), "ann", device);
    }

    @Test
    void aSyncTellsAllTeamsInFramesThatSocketsTakeAndOnlyTheLastSaysThatTheseAreAll() throws Exception {
        Newcomer ann = login("new");

        List<JsonNode> told = ann.sync("\"3\":0,\"15\":0");

        Set<String> teams = new HashSet<>();
        Set<String> memberships = new HashSet<>();
        List<Long> times = new ArrayList<>();
        for (JsonNode packet : told) {
            if (packet.path("cid").asInt() == 109 && packet.path("sid").asInt() == 8) {
                times.add(packet.at("/r/0").asLong());
                packet.at("/r/1").forEach(team -> teams.add(team.path("1").asText()));
            } else if (packet.path("cid").asInt() == 126) {
                packet.at("/r/0")
                        .forEach(member -> memberships.add(member.path("1").asText()));
            }
        }
        assertThat(teams).hasSize(TEAMS);
        assertThat(memberships).isEqualTo(teams);
        assertThat(ann.longest()).isLessThan(Batch.WEIGHT_MAX + TEAM_CHARS_MAX);
        assertThat(times).hasSizeGreaterThan(1);
        assertThat(times.subList(0, times.size() - 1)).containsOnly(0L);
        assertThat(times.get(times.size() - 1)).isPositive();
        ann.leave();
    }

    @Test
    void aListThatIsOneAnswerIsWholeOrRefused() throws Exception {
        Newcomer ann = login("asking");

        int code = ann.ask(3, "\"SID\":8,\"CID\":10,\"Q\":[{\"t\":\"Long\",\"v\":0}]");

        if (TEAMS > ONE_ANSWER_MAX) {
            assertThat(code).as("too many pages, or too many for the rate").isIn(801, 416);
        } else {
            assertThat(code).isEqualTo(200);
        }
        ann.leave();
    }

    @Test
    void aSyncWaitsForTheProbesSoThatNothingComesAgain() throws Exception {
        Newcomer watching = login("watching");
        watching.sync("\"1\":0");
        Newcomer ann = login("known");
        Set<String> first = conversationsIn(ann.sync("\"2\":0,\"7\":0"));
        ann.leave();
        // What a device said last is stored before the others are told that it went.
        watching.awaitGone("known");
        watching.leave();
        Newcomer again = login("known");
        Set<String> second = conversationsIn(again.sync("\"2\":0,\"7\":0"));
        again.leave();

        assertThat(first).hasSize(TEAMS);
        assertThat(second).isEmpty();
    }

    private static Set<String> conversationsIn(List<JsonNode> told) {
        Set<String> conversations = new HashSet<>();
        for (JsonNode packet : told) {
            int command = packet.path("cid").asInt();
            if (packet.path("sid").asInt() == 4 && (command == 9 || command == 4)) {
                packet.at("/r/0")
                        .forEach(message -> conversations.add(message.path("1").asText()));
            }
        }
        return conversations;
    }
}
