package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.model.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server API of a running gateway, as src/docs/admin-api.md describes it. */
class ServerApiTest {
    private static final String KEY = "an admin key of sixteen and more";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path directory;

    private static Posthouse posthouse;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(),
                "POSTHOUSE_STORE_DURABILITY", "memory",
                "POSTHOUSE_SERVER_PORT", "0",
                "POSTHOUSE_MANAGEMENT_PORT", "0",
                "POSTHOUSE_ADMIN_KEY", KEY);
        Config config = ConfigReader.read(null, settings, Set.of()).config();
        posthouse = Posthouse.on(VERTX).config(config).start().await(30, SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        posthouse.stop().await(30, SECONDS);
        VERTX.close().await(10, SECONDS);
    }

    @Test
    void anAccountIsMadeOnceAndInLowerCase() throws Exception {
        HttpResponse<String> made = ask("POST", "accounts", "{\"account\":\"Ann.1\",\"nick\":\"Ann\"}");
        HttpResponse<String> again = ask("POST", "accounts", "{\"account\":\"ann.1\"}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json(made).getString("account")).isEqualTo("ann.1");
        assertThat(json(made).getString("token")).matches("[0-9a-f]{32}");
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(codeOf(again)).isEqualTo(Fault.ALREADY_EXISTS.code());
    }

    @Test
    void aTokenMayBeGivenOrMade() throws Exception {
        ask("POST", "accounts", "{\"account\":\"bob\",\"token\":\"first-token\"}");

        HttpResponse<String> made = ask("POST", "accounts/bob/token", "");
        HttpResponse<String> given = ask("POST", "accounts/BOB/token", "{\"token\":\"second-token\"}");

        assertThat(json(made).getString("token")).matches("[0-9a-f]{32}");
        assertThat(json(given)).isEqualTo(new JsonObject().put("account", "bob").put("token", "second-token"));
        assertThat(posthouse.hasToken("bob", "second-token").await(5, SECONDS)).isTrue();
        assertThat(posthouse.hasToken("bob", "first-token").await(5, SECONDS)).isFalse();
        assertThat(ask("POST", "accounts/nobody/token", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aCardIsChangedWithinTheLimitsOfItsFields() throws Exception {
        ask("POST", "accounts", "{\"account\":\"fay\",\"nick\":\"Fay\"}");

        HttpResponse<String> changed = ask(
                "PATCH",
                "accounts/FAY/card",
                "{\"signature\":\"hi\",\"gender\":\"female\",\"email\":\"f@a\",\"birth\":\"2000-01-01\",\"tel\":\"1\"}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).getJsonObject("card").getMap())
                .containsEntry("account", "fay")
                .containsEntry("nick", "Fay")
                .containsEntry("signature", "hi")
                .containsEntry("gender", "female")
                .containsEntry("email", "f@a")
                .containsEntry("birth", "2000-01-01")
                .containsEntry("tel", "1");
        assertThat(ask("PATCH", "accounts/fay/card", "{\"tel\":\"" + "1".repeat(33) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("PATCH", "accounts/nobody/card", "{\"tel\":\"1\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void allAccountsAreToldSomethingWithinLimits() throws Exception {
        ask("POST", "accounts", "{\"account\":\"gus\"}");

        HttpResponse<String> first =
                ask("POST", "broadcasts", "{\"body\":\"hear\",\"from\":\"GUS\",\"life\":\"PT1H\"}");
        HttpResponse<String> second = ask("POST", "broadcasts", "{\"body\":\"and see\"}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(json(first).getLong("time")).isPositive();
        assertThat(json(second).getLong("id")).isEqualTo(json(first).getLong("id") + 1);
        for (String wrong : List.of(
                "{}",
                "{\"body\":\"\"}",
                "{\"body\":7}",
                "{\"body\":\"x\",\"from\":\"no account\"}",
                "{\"body\":\"x\",\"life\":\"PT0S\"}",
                "{\"body\":\"x\",\"life\":\"-PT1H\"}",
                "{\"body\":\"x\",\"life\":\"P366D\"}",
                "{\"body\":\"x\",\"life\":\"an hour\"}",
                "{\"body\":\"" + "x".repeat(5_001) + "\"}")) {
            assertThat(ask("POST", "broadcasts", wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(ask("", "POST", "broadcasts", "{\"body\":\"x\"}").statusCode())
                .isEqualTo(401);
        assertThat(ask("GET", "broadcasts", "").statusCode()).isEqualTo(404);
        for (int living = 3; living <= 20; living++) {
            assertThat(ask("POST", "broadcasts", "{\"body\":\"x\"}").statusCode())
                    .isEqualTo(201);
        }
        assertThat(ask("POST", "broadcasts", "{\"body\":\"one past\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void oneAccountIsToldSomethingWithinLimits() throws Exception {
        ask("POST", "accounts", "{\"account\":\"hal\"}");

        HttpResponse<String> told = ask("POST", "accounts/HAL/proxyMsgs", "{\"body\":\"come home\",\"from\":\"Gus\"}");

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(json(told).getLong("time")).isPositive();
        for (String wrong : List.of(
                "{}",
                "{\"body\":\"\"}",
                "{\"body\":7}",
                "{\"body\":\"x\",\"from\":\"no account\"}",
                "{\"body\":\"" + "x".repeat(5_001) + "\"}")) {
            assertThat(ask("POST", "accounts/hal/proxyMsgs", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(ask("POST", "accounts/nobody/proxyMsgs", "{\"body\":\"x\"}").statusCode())
                .isEqualTo(404);
        assertThat(ask("", "POST", "accounts/hal/proxyMsgs", "{\"body\":\"x\"}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aDeletedAccountIsGone() throws Exception {
        ask("POST", "accounts", "{\"account\":\"cleo\"}");

        assertThat(ask("DELETE", "accounts/cleo", "").statusCode()).isEqualTo(204);
        assertThat(ask("POST", "accounts/cleo/token", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "accounts", "{\"account\":\"cleo\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void nobodyGetsInWithoutTheKey() throws Exception {
        for (String header : List.of("", "Bearer wrong", "bearer " + KEY, KEY, "Bearer " + KEY + "x")) {
            HttpResponse<String> refused = ask(header, "POST", "accounts", "{\"account\":\"dora\"}");

            assertThat(refused.statusCode()).as(header).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(refused.body()).doesNotContain(KEY);
        }
        assertThat(ask("", "GET", "nothing", "").statusCode())
                .as("not even what exists is told")
                .isEqualTo(401);
    }

    @Test
    void whatIsWrongIsRefusedWithACode() throws Exception {
        assertRefused(400, Fault.MALFORMED, "{");
        assertRefused(400, Fault.MALFORMED, "[]");
        assertRefused(400, Fault.INVALID, "{}");
        assertRefused(400, Fault.INVALID, "{\"account\":7}");
        assertRefused(400, Fault.INVALID, "{\"account\":\"with space\"}");
        assertRefused(400, Fault.INVALID, "{\"account\":\"" + "x".repeat(33) + "\"}");
        assertRefused(400, Fault.INVALID, "{\"account\":\"eve\",\"token\":\"short\"}");
        assertRefused(400, Fault.INVALID, "{\"account\":\"eve\",\"token\":\"" + "x".repeat(129) + "\"}");
        assertRefused(400, Fault.INVALID, "{\"account\":\"eve\",\"token\":\"with a space\"}");
        assertRefused(400, Fault.INVALID, "{\"account\":\"eve\",\"nick\":\"" + "x".repeat(65) + "\"}");
        assertRefused(413, Fault.TOO_LARGE, "{\"account\":\"" + "x".repeat(20_000) + "\"}");
        assertThat(ask("GET", "accounts", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "accounts/a%2Fb/token", "").statusCode()).isIn(400, 404);
        assertThat(ask("DELETE", "accounts/%00", "").statusCode()).isEqualTo(400);
        assertThat(ask("DELETE", "accounts/eve", "").statusCode())
                .as("nothing half-done stays")
                .isEqualTo(404);
    }

    @Test
    void healthAndMetricsAreOnTheirOwnPort() throws Exception {
        String management = "http://127.0.0.1:" + posthouse.managementPort();

        assertThat(get(management + "/health/ready").statusCode()).isEqualTo(200);
        assertThat(get(management + "/metrics").body())
                .contains("posthouse_connections")
                .contains("posthouse_store_latency")
                .contains("posthouse_event_loop_lag")
                .contains("posthouse_refusals_total")
                .contains("jvm_memory_used_bytes");
        assertThat(get("http://127.0.0.1:" + posthouse.port() + "/metrics").statusCode())
                .isEqualTo(404);
    }

    private static void assertRefused(int status, Fault fault, String body) throws Exception {
        HttpResponse<String> refused = ask("POST", "accounts", body);

        assertThat(refused.statusCode()).as(body).isEqualTo(status);
        assertThat(codeOf(refused)).as(body).isEqualTo(fault.code());
    }

    private static HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return ask("Bearer " + KEY, method, path, body);
    }

    private static HttpResponse<String> ask(String key, String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + posthouse.port() + "/api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", key);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    private static int codeOf(HttpResponse<String> response) {
        return json(response).getJsonObject("error").getInteger("code");
    }
}
