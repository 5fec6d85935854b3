package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.AuthConfig;
import io.posthouse.config.AuthConfig.Algorithm;
import io.posthouse.config.AuthConfig.JwtKey;
import io.posthouse.config.Secret;
import io.posthouse.routing.Authenticator;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A1 through a socket: JWT, the embedding host's word, and static tokens beside them. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class IdentityTest {
    private static final String SHARED = "0123456789abcdef0123456789abcdef";

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private Gateway gateway;

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void aJwtMakesItsAccountAtTheFirstLogin(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(jwt()));

        JsonObject welcome = gateway.connect().login("Zoe", token(vertx, "zoe"), "z1");

        assertThat(welcome.getString("account")).isEqualTo("zoe");
        assertThat(gateway.connect().login("zoe", token(vertx, "zoe"), "z2").getBoolean("newDevice"))
                .isTrue();
    }

    @Test
    void aJwtForSomebodyElseIsRefusedAndMakesNobody(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(jwt()));

        assertThat(gateway.connect().refusal(Client.loginFrame("eve", token(vertx, "zoe"), "e1")))
                .isEqualTo("unauthenticated");

        gateway.account("eve");
    }

    @Test
    void staticTokensWorkBesideJwt(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(jwt()));
        gateway.account("ann");

        assertThat(gateway.connect().login("ann", Gateway.TOKEN, "a1").getString("account"))
                .isEqualTo("ann");
    }

    @Test
    void staticTokensCanBeTurnedOff(Vertx vertx, TestRedis redis) {
        AuthConfig none = new AuthConfig(false, List.of(), "", "", Duration.ofSeconds(30), true);
        gateway = Gateway.start(vertx, redis, Settings.with(none));
        gateway.account("ann");

        assertThat(gateway.connect().refusal(Client.loginFrame("ann", Gateway.TOKEN, "a1")))
                .isEqualTo("unauthenticated");
    }

    @Test
    void theHostSaysWhoSomebodyIs(Vertx vertx, TestRedis redis) {
        Authenticator host = (account, token, deviceId, clientType) ->
                Future.succeededFuture(account.equals("guest") && token.equals("host says so"));
        gateway = Gateway.start(vertx, redis, Settings.defaults(), 2, host);

        assertThat(gateway.connect().login("Guest", "host says so", "g1").getString("account"))
                .isEqualTo("guest");
        assertThat(gateway.connect().refusal(Client.loginFrame("guest", "somebody else says so", "g1")))
                .isEqualTo("unauthenticated");
    }

    @Test
    void aHostThatFailsOrThrowsSaysNo(Vertx vertx, TestRedis redis) {
        Authenticator host = (account, token, deviceId, clientType) -> {
            if (account.equals("thrown")) {
                throw new IllegalStateException("the host has a bug");
            }
            return Future.failedFuture("the host's database is away");
        };
        gateway = Gateway.start(vertx, redis, Settings.defaults(), 2, host);

        for (String account : List.of("thrown", "failed")) {
            assertThat(gateway.connect().refusal(Client.loginFrame(account, "any token", "d1")))
                    .isEqualTo("unauthenticated");
        }
    }

    private static AuthConfig jwt() {
        JwtKey key = new JwtKey("", Algorithm.HS256, new Secret(SHARED));
        return new AuthConfig(true, List.of(key), "", "", Duration.ofSeconds(30), true);
    }

    private static String token(Vertx vertx, String account) {
        PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(SHARED);
        JWTOptions options = new JWTOptions().setSubject(account).setExpiresInSeconds(60);
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key)).generateToken(new JsonObject(), options);
    }
}
