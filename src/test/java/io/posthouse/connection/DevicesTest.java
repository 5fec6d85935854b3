package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.DevicesConfig.Policy;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.OnlineDevice;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A2: which devices may be online together, and what those pushed out and the others are told. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class DevicesTest {
    private static final int KICKED = 4502;

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private Gateway gateway;

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void withPolicyAllDevicesAreToldOfEachOther(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ALL));
        Client phone = gateway.login("ann", "a1");

        Client desk = gateway.login("ann", "a2");

        JsonObject came = phone.next("device");
        assertThat(came.getBoolean("online")).isTrue();
        assertThat(came.getJsonObject("device").getString("deviceId")).isEqualTo("a2");
        desk.close();
        assertThat(phone.next("device").getBoolean("online")).isFalse();
    }

    @Test
    void withPolicyOneTheNewDevicePushesTheOldOneOut(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ONE));
        Client old = gateway.login("ann", "a1");

        Client fresh = gateway.login("ann", "a2");

        assertThat(old.next("kicked").getString("reason")).isEqualTo("other_device");
        assertThat(old.closeCode()).isEqualTo(KICKED);
        assertThat(fresh.isClosed()).isFalse();
    }

    @Test
    void withOnePerClientTypeOnlyTheSameTypeIsPushedOut(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ONE_PER_CLIENT_TYPE));
        Client web = gateway.login("ann", "a1");
        Client phone = gateway.connect();
        phone.ok(Client.loginFrame("ann", Gateway.TOKEN, "a2").put("clientType", "iOS"));

        gateway.login("ann", "a3");

        assertThat(web.next("kicked").getString("reason")).isEqualTo("same_client_type");
        assertThat(web.closeCode()).isEqualTo(KICKED);
        phone.ok(new JsonObject().put("do", "ping"));
    }

    @Test
    void aDeviceThatConnectsAgainReplacesItsOldConnection(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ALL));
        Client old = gateway.login("ann", "a1");

        gateway.login("ann", "a1");

        assertThat(old.next("kicked").getString("reason")).isEqualTo("replaced");
        assertThat(old.closeCode()).isEqualTo(KICKED);
    }

    @Test
    void aDeviceMayKickAnother(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ALL));
        Client phone = gateway.login("ann", "a1");
        Client desk = gateway.login("ann", "a2");

        JsonObject kicked = phone.ok(new JsonObject()
                .put("do", "kick")
                .put("deviceIds", new JsonArray().add("a2").add("a9")));

        assertThat(kicked.getJsonArray("deviceIds")).containsExactly("a2");
        assertThat(desk.next("kicked").getString("reason")).isEqualTo("by_device");
        assertThat(desk.closeCode()).isEqualTo(KICKED);
    }

    @Test
    void aNewTokenClosesAllConnectionsAndTheOldTokenIsWorthNothing(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ALL));
        Client phone = gateway.login("ann", "a1");
        Client desk = gateway.login("ann", "a2");

        Gateway.await(gateway.ask("ann", new Command.ChangeToken("ann", "another long token")));

        assertThat(phone.closeCode()).isEqualTo(KICKED);
        assertThat(desk.closeCode()).isEqualTo(KICKED);
        assertThat(gateway.connect().refusal(Client.loginFrame("ann", Gateway.TOKEN, "a1")))
                .isEqualTo("unauthenticated");
        assertThat(gateway.connect().login("ann", "another long token", "a1").getString("account"))
                .isEqualTo("ann");
    }

    @Test
    void ofManyDevicesThatLogInAtOnceOneRemains(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ONE));
        List<Client> clients = new ArrayList<>();
        List<Future<JsonObject>> logins = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            clients.add(gateway.connect());
        }

        for (int i = 0; i < 16; i++) {
            logins.add(clients.get(i).ask(Client.loginFrame("ann", Gateway.TOKEN, "d" + i)));
        }

        Gateway.await(Future.join(logins));
        awaitDevices(1);
        String staying = devices().get(0).deviceId();
        for (int i = 0; i < 16; i++) {
            if (!staying.equals("d" + i)) {
                assertThat(clients.get(i).closeCode()).as("d" + i + " goes").isEqualTo(KICKED);
            }
        }
        assertThat(clients.get(Integer.parseInt(staying.substring(1))).isClosed())
                .as(staying + " stays")
                .isFalse();
    }

    @Test
    void aSocketThatDisappearsLeavesNoDeviceBehind(Vertx vertx, TestRedis redis) {
        start(vertx, redis, Settings.with(Policy.ALL));
        Client client = gateway.connect();
        client.ask(Client.loginFrame("ann", Gateway.TOKEN, "a1"));

        client.close();

        awaitDevices(0);
        assertThat(gateway.commons().residents().of("ann")).isEmpty();
    }

    private void awaitDevices(int count) {
        int found = -1;
        for (int tries = 0; tries < 2_000 && found != count; tries++) {
            found = devices().size();
        }
        assertThat(found).as("connected devices").isEqualTo(count);
    }

    private List<OnlineDevice> devices() {
        return ((Answer.Devices) Gateway.await(gateway.ask("ann", new Command.FindDevices("ann")))).devices();
    }

    private void start(Vertx vertx, TestRedis redis, Config settings) {
        gateway = Gateway.start(vertx, redis, settings);
        gateway.account("ann");
    }
}
