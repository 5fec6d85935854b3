package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store that is older than it was: its clients log in again, and what they knew of it counts for nothing. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class StoreRenewalTest {
    private static final int COME_BACK_FROM = 4000;
    private static final int STAY_AWAY_FROM = 4500;
    private Gateway gateway;
    private RedisAPI redis;
    private String life;

    @BeforeEach
    void start(Vertx vertx, TestRedis test) {
        Config config = Settings.with(Settings.limits(Settings.Limits::fast));
        gateway = Gateway.start(vertx, test, config);
        gateway.account("ann", "bob");
        redis = RedisAPI.api(Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(test.target().endpoints().get(0))
                        .setPassword(test.target().password().reveal())));
        life = test.keyPrefix() + "life";
    }

    @AfterEach
    void stop() {
        redis.close();
        gateway.stop();
    }

    @Test
    void whoIsConnectedIsToldToComeBackAndThenToldAnew() {
        Client bob = gateway.connect();
        bob.ok(Client.loginFrame("bob", Gateway.TOKEN, "bob1"));
        JsonObject synced = bob.next("synced");
        Client ann = gateway.login("ann", "a1");

        // As it would stand in a copy from before the gateway was started.
        set("seen", 1);

        assertThat(bob.next("reconnect").getLong("delayMillis")).isNotNegative();
        assertThat(bob.closeCode()).isBetween(COME_BACK_FROM, STAY_AWAY_FROM - 1);
        ann.next("reconnect");
        Client back = gateway.connect();
        JsonObject welcome = back.ok(resuming("bob", synced));
        assertThat(welcome.getString("epoch")).as("another life").isNotEqualTo(synced.getString("epoch"));
        assertThat(back.next("relations"))
                .as("told anew, whatever the client passed")
                .isNotNull();
        assertThat(back.next("synced").getString("epoch")).isEqualTo(welcome.getString("epoch"));
    }

    @Test
    void whoLogsInWithACursorThatTheStoreCannotHaveGivenIsToldAnewAndSoAreAll() {
        Client bob = gateway.connect();
        bob.ok(Client.loginFrame("bob", Gateway.TOKEN, "bob1"));
        JsonObject synced = bob.next("synced");
        long since = synced.getLong("since");
        set("from", since - 60_000);
        set("until", since - 1);

        Client ann = gateway.connect();
        ann.ok(resuming("ann", synced.copy().put("since", since - 1_000)));

        assertThat(bob.next("reconnect")).isNotNull();
        Client back = gateway.connect();
        assertThat(back.ok(resuming("bob", synced)).getString("epoch")).isNotEqualTo(synced.getString("epoch"));
    }

    @Test
    void aCursorOfATimeInWhichNodesWereThereIsResumedFrom() {
        Client bob = gateway.connect();
        bob.ok(Client.loginFrame("bob", Gateway.TOKEN, "bob1"));
        JsonObject synced = bob.next("synced");
        long since = synced.getLong("since");
        set("from", since - 60_000);
        set("until", since - 30_000);

        Client again = gateway.connect();
        JsonObject welcome = again.ok(resuming("bob", synced));

        assertThat(welcome.getString("epoch")).isEqualTo(synced.getString("epoch"));
        assertThat(field("name")).isEqualTo(welcome.getString("epoch"));
    }

    private static JsonObject resuming(String account, JsonObject synced) {
        return Client.loginFrame(account, Gateway.TOKEN, account + "1")
                .put("since", synced.getLong("since"))
                .put("changes", synced.getLong("changes"))
                .put("epoch", synced.getString("epoch"));
    }

    private void set(String field, long value) {
        Gateway.await(redis.send(Command.HSET, life, field, Long.toString(value)));
    }

    private String field(String field) {
        return Gateway.await(redis.hmget(List.of(life, field))).get(0).toString();
    }
}
