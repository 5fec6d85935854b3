package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The accounts of one run: new ones each time, with one token, made through the server API. */
final class Accounts {
    private static final int REQUESTS_AT_ONCE = 32;

    private final String prefix;
    private final String token;
    private final int count;

    private Accounts(String prefix, String token, int count) {
        this.prefix = prefix;
        this.token = token;
        this.count = count;
    }

    static Future<Accounts> make(Vertx vertx, Target target, int count) {
        SecureRandom random = new SecureRandom();
        Accounts accounts = new Accounts("bench-" + hex(random, 4) + "-", hex(random, 16), count);
        String key = target.adminKey;
        if (key == null || key.isEmpty()) {
            return Future.succeededFuture(accounts);
        }
        HttpClient client =
                vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(REQUESTS_AT_ONCE));
        return Parallel.run(count, REQUESTS_AT_ONCE, i -> accounts.make(client, target, key, i))
                .eventually(client::close)
                .map(all -> accounts);
    }

    private Future<Void> make(HttpClient client, Target target, String key, int index) {
        RequestOptions where = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.url.getHost())
                .setPort(target.url.getPort())
                .setURI("/api/v1/accounts")
                .putHeader("Authorization", "Bearer " + key)
                .putHeader("Content-Type", "application/json");
        String body =
                new JsonObject().put("account", name(index)).put("token", token).encode();
        return client.request(where)
                .compose(request -> request.send(body))
                .compose(response -> response.statusCode() == 201
                        ? response.end()
                        : Future.failedFuture(
                                "the server API refused to make an account, status=" + response.statusCode()));
    }

    Accounts first(int some) {
        return new Accounts(prefix, token, some);
    }

    String name(int index) {
        return prefix + index;
    }

    String token() {
        return token;
    }

    int count() {
        return count;
    }

    /** The inverse of {@link #name}. */
    int indexOf(String name) {
        return Integer.parseInt(name.substring(prefix.length()));
    }

    private static String hex(SecureRandom random, int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}
