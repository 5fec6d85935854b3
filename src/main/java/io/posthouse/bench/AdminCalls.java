package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Requests to the server API of the gateway that is measured. */
final class AdminCalls {
    static final int AT_ONCE = 32;

    private final HttpClient client;
    private final URI url;
    private final String key;

    private AdminCalls(HttpClient client, URI url, String key) {
        this.client = client;
        this.url = url;
        this.key = key;
    }

    /** Null without a key: the server is one that knows no accounts. */
    static @Nullable AdminCalls to(Vertx vertx, Target target) {
        String key = target.adminKey;
        if (key == null || key.isEmpty()) {
            return null;
        }
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(AT_ONCE);
        return new AdminCalls(vertx.createHttpClient(new HttpClientOptions(), pool), target.url, key);
    }

    /** What was answered, an empty object for nothing; fails if it is no success. */
    Future<JsonObject> ask(HttpMethod method, String path, JsonObject body) {
        RequestOptions where = new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI("/api/v1/" + path)
                .putHeader("Authorization", "Bearer " + key)
                .putHeader("Content-Type", "application/json");
        return client.request(where)
                .compose(request -> request.send(body.toBuffer()))
                .compose(response -> response.body().map(answer -> read(response, answer, method + " " + path)));
    }

    private static JsonObject read(HttpClientResponse response, Buffer answer, String what) {
        if (response.statusCode() / 100 != 2) {
            throw new BenchException("The server API refused " + what + ", status=" + response.statusCode() + ".");
        }
        return answer.length() == 0 ? new JsonObject() : new JsonObject(answer);
    }

    Future<Void> close() {
        return client.close();
    }
}
