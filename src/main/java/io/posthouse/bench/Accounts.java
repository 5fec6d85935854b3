package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The accounts of one run: new ones each time, with one token, made through the server API. */
final class Accounts {
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
        AdminCalls calls = AdminCalls.to(vertx, target);
        if (calls == null) {
            return Future.succeededFuture(accounts);
        }
        return Parallel.run(count, AdminCalls.AT_ONCE, i -> accounts.make(calls, i))
                .eventually(calls::close)
                .map(all -> accounts);
    }

    private Future<JsonObject> make(AdminCalls calls, int index) {
        JsonObject account = new JsonObject().put("account", name(index)).put("token", token);
        return calls.ask(HttpMethod.POST, "accounts", account);
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
