package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.model.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Teams through the server API of a running gateway, as src/docs/admin-api.md describes it (T1). */
class TeamApiTest {
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
                "POSTHOUSE_MANAGEMENT_ENABLED", "false",
                "POSTHOUSE_ADMIN_KEY", KEY);
        Config config = ConfigReader.read(null, settings, Set.of()).config();
        posthouse = Posthouse.on(VERTX).config(config).start().await(30, SECONDS);
        for (String account : List.of("ann", "bob", "cleo", "dora")) {
            posthouse.createAccount(account, "token-of-" + account, null).await(5, SECONDS);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        posthouse.stop().await(30, SECONDS);
        VERTX.close().await(10, SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "superTeam"})
    void aTeamIsMadeWithItsMembersAtOnceWhateverItsModeOfInviting(String scene) throws Exception {
        JsonObject asked = new JsonObject()
                .put("scene", scene)
                .put("owner", "ANN")
                .put("name", "Readers")
                .put("serverExt", "ours")
                .put("beInviteMode", "needVerify")
                .put("level", 10)
                .put("accounts", new JsonArray().add("bob").add("nobody").add("Cleo"));

        HttpResponse<String> made = ask("POST", "teams", asked);

        assertThat(made.statusCode()).isEqualTo(201);
        JsonObject team = json(made).getJsonObject("team");
        assertThat(json(made).getBoolean("invited")).isFalse();
        assertThat(json(made).getJsonArray("left")).containsExactly("nobody");
        assertThat(team.getString("scene")).isEqualTo(scene);
        assertThat(team.getString("owner")).isEqualTo("ann");
        assertThat(team.getString("serverExt")).isEqualTo("ours");
        assertThat(team.getInteger("level")).isEqualTo(10);
        assertThat(team.getInteger("memberNum")).isEqualTo(3);
        HttpResponse<String> found = ask("GET", "teams/" + team.getString("teamId") + "?scene=" + scene, null);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(json(found).getJsonObject("team")).isEqualTo(team);
        assertThat(accounts(team.getString("teamId"), scene, "")).containsExactlyInAnyOrder("ann", "bob", "cleo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"k-1\"", "k-1"})
    void aTeamAskedForAgainWithItsKeyIsTheSameTeam(String key) throws Exception {
        String owner = key.startsWith("\"") ? "bob" : "cleo";
        JsonObject asked = new JsonObject().put("owner", owner).put("name", "Readers");

        HttpResponse<String> first = create(asked, key);
        HttpResponse<String> again = create(asked, key);
        HttpResponse<String> inBody = create(asked.copy().put("idClient", "k-1"), null);
        HttpResponse<String> other = create(asked.copy().put("name", "Writers"), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again)).isEqualTo(json(first));
        assertThat(json(inBody)).isEqualTo(json(first));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).getJsonObject("error").getInteger("code")).isEqualTo(Fault.CONTENT_DIFFERS.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"k", "k\"", "a b", "\"\"", "k2"})
    void aKeyThatIsNoneOrNotTheBodysIsRefused(String key) throws Exception {
        JsonObject asked =
                new JsonObject().put("owner", "ann").put("name", "Readers").put("idClient", "k");

        HttpResponse<String> refused = create(asked, key);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).getJsonObject("error").getString("detail")).isEqualTo("Idempotency-Key");
    }

    private static HttpResponse<String> create(JsonObject body, @Nullable String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + posthouse.port() + "/api/v1/teams"))
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void membersComeGoAreMutedAndRise() throws Exception {
        String team = team();

        HttpResponse<String> added = ask("POST", "teams/" + team + "/members", of("accounts", List.of("bob", "dora")));
        HttpResponse<String> muted = ask(
                "PUT", "teams/" + team + "/mute", of("accounts", List.of("bob")).put("mute", true));
        HttpResponse<String> risen = ask("PUT", "teams/" + team + "/managers", of("accounts", List.of("dora")));
        HttpResponse<String> owner = ask("PUT", "teams/" + team + "/managers", of("accounts", List.of("ann")));

        assertThat(json(added).getJsonArray("left")).as("a member already").containsExactly("bob");
        assertThat(json(added).getLong("time")).isPositive();
        assertThat(json(muted).getJsonArray("left")).isEmpty();
        assertThat(accounts(team, "team", "&mute=true")).containsExactly("bob");
        assertThat(json(risen).getJsonArray("left")).isEmpty();
        assertThat(owner.statusCode())
                .as("the owner is no manager: " + owner.body())
                .isEqualTo(403);
        assertThat(typeOf(team, "dora")).isEqualTo("manager");
        ask("DELETE", "teams/" + team + "/managers", of("accounts", List.of("dora")));
        assertThat(typeOf(team, "dora")).isEqualTo("normal");
        assertThat(ask("DELETE", "teams/" + team + "/members", of("accounts", List.of("dora")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(accounts(team, "team", "")).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void theServerMayChangeWhatNobodyElseMay() throws Exception {
        String team = team();

        JsonObject change = new JsonObject().put("serverExt", "v2").put("muteType", "all");
        HttpResponse<String> changed = ask("PATCH", "teams/" + team, change);
        long updateTime = json(changed).getJsonObject("team").getLong("updateTime");
        HttpResponse<String> stale =
                ask("PATCH", "teams/" + team, of("name", "Late").put("ifUpdateTime", updateTime - 1));

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).getJsonObject("team").getString("serverExt")).isEqualTo("v2");
        assertThat(json(changed).getJsonObject("team").getString("muteType")).isEqualTo("all");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(codeOf(stale)).isEqualTo(Fault.STALE.code());
    }

    @Test
    void aTeamIsHandedOnAndEnded() throws Exception {
        String team = team();

        HttpResponse<String> handed = ask("PUT", "teams/" + team + "/owner", of("account", "bob"));
        HttpResponse<String> kept = ask("GET", "teams/" + team, null);
        HttpResponse<String> ended = ask("DELETE", "teams/" + team, null);
        HttpResponse<String> after = ask("PATCH", "teams/" + team, of("name", "Ghosts"));

        assertThat(handed.statusCode()).isEqualTo(200);
        assertThat(json(kept).getJsonObject("team").getString("owner")).isEqualTo("bob");
        assertThat(json(kept).getJsonObject("team").getInteger("memberNum")).isEqualTo(2);
        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(after.statusCode()).isEqualTo(404);
        assertThat(json(ask("GET", "teams/" + team, null)).getJsonObject("team").getBoolean("valid"))
                .isFalse();
    }

    @Test
    void anOwnerMayLeaveInTheSameBreath() throws Exception {
        String team = team();

        ask("PUT", "teams/" + team + "/owner", of("account", "bob").put("leave", true));

        assertThat(accounts(team, "team", "")).containsExactly("bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | teams             | {'name':'x'}                                    | 400 | INVALID",
                "POST   | teams             | {'owner':7,'name':'x'}                          | 400 | INVALID",
                "POST   | teams             | {'owner':'ann'}                                 | 400 | INVALID",
                "POST   | teams             | {'owner':'nobody','name':'x'}                   | 404 | NOT_FOUND",
                "POST   | teams             | {'owner':'ann','name':'x','scene':'p2p'}        | 400 | INVALID",
                "POST   | teams             | {'owner':'ann','name':'x','level':201}          | 400 | INVALID",
                "POST   | teams             | {'owner':'ann','name':'x','joinMode':'maybe'}   | 400 | INVALID",
                "POST   | teams             | [                                               | 400 | MALFORMED",
                "GET    | teams/999999999   | ``                                              | 404 | NOT_FOUND",
                "GET    | teams/1x          | ``                                              | 400 | INVALID",
                "GET    | teams/1?scene=p2p | ``                                              | 400 | INVALID",
                "PATCH  | teams/999999999   | {'name':'x'}                                    | 404 | NOT_FOUND",
                "DELETE | teams/999999999   | ``                                              | 404 | NOT_FOUND",
                "PUT    | teams/1/members   | {}                                              | 404 | UNKNOWN_COMMAND",
                "GET    | teams             | ``                                              | 404 | UNKNOWN_COMMAND",
            })
    void whatIsWrongIsRefusedWithACode(String method, String path, String body, int status, Fault fault)
            throws Exception {
        HttpResponse<String> refused = send("Bearer " + KEY, method, path, body.replace('\'', '"'));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(codeOf(refused)).isEqualTo(fault.code());
    }

    @Test
    void aTeamThatIsThereRefusesWhatIsWrongToo() throws Exception {
        String team = team();
        JsonObject many =
                of("accounts", IntStream.range(0, 201).mapToObj(i -> "a" + i).toList());

        assertThat(ask("POST", "teams/" + team + "/members", many).statusCode()).isEqualTo(400);
        assertThat(ask("POST", "teams/" + team + "/members", new JsonObject()).statusCode())
                .isEqualTo(400);
        assertThat(ask("PUT", "teams/" + team + "/owner", of("account", "dora")).statusCode())
                .as("no member")
                .isEqualTo(404);
        assertThat(ask("PATCH", "teams/" + team, of("intro", "x".repeat(70_000)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(ask("GET", "teams/" + team + "?scene=superTeam", null).statusCode())
                .as("the scene is part of the name")
                .isEqualTo(404);
    }

    @Test
    void nobodyGetsInWithoutTheKey() throws Exception {
        String team = team();

        for (String header : List.of("", "Bearer wrong")) {
            assertThat(send(header, "GET", "teams/" + team, "").statusCode()).isEqualTo(401);
            assertThat(send(header, "DELETE", "teams/" + team, "").statusCode()).isEqualTo(401);
        }
        assertThat(ask("GET", "teams/" + team, null).statusCode()).isEqualTo(200);
    }

    /** Of ann, with bob. */
    private static String team() throws Exception {
        HttpResponse<String> made =
                ask("POST", "teams", of("owner", "ann").put("name", "Readers").put("accounts", List.of("bob")));
        return json(made).getJsonObject("team").getString("teamId");
    }

    private static JsonObject of(String key, Object value) {
        return new JsonObject().put(key, value);
    }

    private static List<String> accounts(String team, String scene, String more) throws Exception {
        JsonObject page = json(ask("GET", "teams/" + team + "/members?scene=" + scene + more, null));
        assertThat(page.getString("page")).isEmpty();
        return page.getJsonArray("members").stream()
                .map(member -> ((JsonObject) member).getString("account"))
                .toList();
    }

    private static String typeOf(String team, String account) throws Exception {
        return json(ask("GET", "teams/" + team + "/members", null)).getJsonArray("members").stream()
                .map(JsonObject.class::cast)
                .filter(member -> member.getString("account").equals(account))
                .map(member -> member.getString("type"))
                .findFirst()
                .orElse("none");
    }

    private static HttpResponse<String> ask(String method, String path, @Nullable JsonObject body) throws Exception {
        return send("Bearer " + KEY, method, path, body == null ? "" : body.encode());
    }

    private static HttpResponse<String> send(String key, String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + posthouse.port() + "/api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", key);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    private static int codeOf(HttpResponse<String> response) {
        return json(response).getJsonObject("error").getInteger("code");
    }
}
