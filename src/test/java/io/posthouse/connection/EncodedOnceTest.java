package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.model.Scene;
import io.posthouse.protocol.json.JsonProtocol;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** T4, D1: what a message to a team costs a node in encoding does not grow with the connected members. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class EncodedOnceTest {
    private static final int CONNECTED = 120;

    private final List<CountedProtocol> protocols = new CopyOnWriteArrayList<>();
    private Gateway gateway;
    private Client ann;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        Config settings = Settings.fastWithoutHealing();
        gateway = Gateway.start(vertx, redis, settings, () -> {
            CountedProtocol counted = new CountedProtocol(new JsonProtocol(settings.limits()));
            protocols.add(counted);
            return counted;
        });
        gateway.account("ann");
        ann = gateway.login("ann", "a1");
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void aMessageToManyConnectedMembersIsEncodedOnceAVerticleAndNotOnceASocket() {
        String[] accounts = IntStream.range(0, CONNECTED).mapToObj(i -> "m" + i).toArray(String[]::new);
        gateway.account(accounts);
        List<Client> members = List.of(accounts).stream()
                .map(account -> gateway.login(account, "d"))
                .toList();
        String team = createSuperTeam();
        ann.ok(TeamTalk.with("addTeamMembers", team, accounts).put("scene", Scene.SUPER_TEAM.wireName()));

        say(team, "to you all");

        for (Client member : members) {
            assertThat(TeamTalk.next(member)).as("D1").isEqualTo("addTeamMembers");
            assertThat(TeamTalk.next(member)).as("D1").isEqualTo("to you all");
        }
        assertThat(protocols).as("one a connection verticle").hasSize(2);
        assertThat(timesEncoded("to you all"))
                .as("members are connected to both verticles, and each encoded the message once")
                .containsExactly(1L, 1L);
    }

    @Test
    void whoIsAddedAfterMuchWasSaidReadsNothingFromTheStore() {
        gateway.account("bob");
        Client bob = gateway.login("bob", "b1");
        String team = createSuperTeam();
        say(team, "before");

        ann.ok(TeamTalk.with("addTeamMembers", team, "bob").put("scene", Scene.SUPER_TEAM.wireName()));
        say(team, "after");

        assertThat(TeamTalk.next(bob)).isEqualTo("addTeamMembers");
        assertThat(TeamTalk.next(bob)).isEqualTo("after");
        assertThat(gateway.count("posthouse_catch_ups"))
                .as("what was said before is no hole (T3)")
                .isZero();
    }

    @Test
    void theSendersOtherDevicesAddOneEncodingHoweverManyTheyAre() {
        List<Client> devices = IntStream.range(2, 12)
                .mapToObj(i -> gateway.login("ann", "a" + i))
                .toList();
        String team = createSuperTeam();

        say(team, "to me");

        devices.forEach(device -> {
            assertThat(TeamTalk.next(device)).isEqualTo("addTeamMembers");
            assertThat(TeamTalk.next(device)).as("S6").isEqualTo("to me");
        });
        assertThat(timesEncoded("to me"))
                .as("her devices are connected to both verticles")
                .containsExactly(1L, 1L);
    }

    private List<Long> timesEncoded(String body) {
        return protocols.stream().map(protocol -> protocol.timesEncoded(body)).toList();
    }

    private String createSuperTeam() {
        JsonObject made = ann.ok(new JsonObject()
                .put("do", "createTeam")
                .put("scene", Scene.SUPER_TEAM.wireName())
                .put("name", "us"));
        return made.getJsonObject("team").getString("teamId");
    }

    private void say(String team, String body) {
        JsonObject sending = TeamTalk.sending(team, body);
        sending.getJsonObject("msg").put("scene", Scene.SUPER_TEAM.wireName());
        ann.ok(sending);
    }
}
