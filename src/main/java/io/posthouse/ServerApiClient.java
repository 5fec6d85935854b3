package io.posthouse;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The command line's side of the server API. Blocks. */
final class ServerApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final URI base;
    private final String key;

    ServerApiClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** @return the account's token */
    String createAccount(String account, String nick) {
        JsonObject body = new JsonObject().put("account", account);
        if (!nick.isEmpty()) {
            body.put("nick", nick);
        }
        return ask("POST", "/api/v1/accounts", body, account).getString("token");
    }

    /** @return the new token */
    String changeToken(String account) {
        return ask("POST", "/api/v1/accounts/" + encoded(account) + "/token", new JsonObject(), account)
                .getString("token");
    }

    void deleteAccount(String account) {
        ask("DELETE", "/api/v1/accounts/" + encoded(account), new JsonObject(), account);
    }

    private JsonObject ask(String method, String path, JsonObject body, String account) {
        HttpResponse<String> response = exchange(method, path, body);
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return response.body().isEmpty() ? new JsonObject() : parsed(response.body());
        }
        throw new CommandException(
                switch (status) {
                    case 401 -> "The gateway at " + base + " says that the admin key is wrong.";
                    case 403 -> "The gateway at " + base + " has no admin key, so its server API is closed.";
                    case 404 -> "There is no account " + account + ".";
                    case 409 -> "There is an account " + account + " already.";
                    default -> "The gateway at " + base + " refuses: " + reason(response);
                });
    }

    private HttpResponse<String> exchange(String method, String path, JsonObject body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                    .build();
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new CommandException("No gateway answers at " + base + ".");
        } catch (IllegalArgumentException wrongAddress) {
            throw new CommandException(base + " is not an address such as http://127.0.0.1:8080.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    private static String reason(HttpResponse<String> response) {
        JsonObject error = parsed(response.body()).getJsonObject("error", new JsonObject());
        String text = error.getString("text", "status " + response.statusCode());
        return error.containsKey("detail") ? text + " (" + error.getString("detail") + ")." : text + ".";
    }

    private static JsonObject parsed(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException noJson) {
            return new JsonObject();
        }
    }

    private static String encoded(String account) {
        return URLEncoder.encode(account, StandardCharsets.UTF_8);
    }
}
