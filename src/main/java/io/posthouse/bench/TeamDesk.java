package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes the super team of a run through the server API, in calls of bounded size. Without a key there is nothing to
 * make: the server is one that takes everybody connected for a member.
 */
final class TeamDesk {
    private static final int ACCOUNTS_A_CALL = 200;

    private final @Nullable AdminCalls calls;
    private final Accounts accounts;
    private String teamId = "1";
    private long lastTime;
    private int addCalls;
    private long slowestNanos;

    TeamDesk(Vertx vertx, Target target, Accounts accounts) {
        this.calls = AdminCalls.to(vertx, target);
        this.accounts = accounts;
    }

    /** Whether there is a team that can be changed. */
    boolean isReal() {
        return calls != null;
    }

    /** Of the first account, alone for now. */
    Future<Void> make() {
        if (calls == null) {
            return Future.succeededFuture();
        }
        JsonObject team = new JsonObject()
                .put("scene", "superTeam")
                .put("owner", accounts.name(0))
                .put("name", "bench");
        return calls.ask(HttpMethod.POST, "teams", team).map(made -> {
            teamId = made.getJsonObject("team").getString("teamId");
            return null;
        });
    }

    /**
     * One call after the other: each changes the same team.
     *
     * @param afterEach is waited for before the next; given the first account that is not in yet
     */
    Future<Void> add(int from, int to, IntFunction<Future<?>> afterEach) {
        if (calls == null || from >= to) {
            return Future.succeededFuture();
        }
        int end = Math.min(to, from + ACCOUNTS_A_CALL);
        JsonArray some = new JsonArray();
        for (int i = from; i < end; i++) {
            some.add(accounts.name(i));
        }
        long started = System.nanoTime();
        return calls.ask(
                        HttpMethod.POST,
                        "teams/" + teamId + "/members",
                        superTeam().put("accounts", some))
                .compose(added -> {
                    if (!added.getJsonArray("left").isEmpty()) {
                        throw new BenchException("Accounts were left out of the team.");
                    }
                    addCalls++;
                    slowestNanos = Math.max(slowestNanos, System.nanoTime() - started);
                    lastTime = added.getLong("time");
                    return afterEach.apply(end);
                })
                .compose(done -> add(end, to, afterEach));
    }

    Future<JsonObject> rename(String name) {
        return ask(HttpMethod.PATCH, "", superTeam().put("name", name));
    }

    Future<JsonObject> remove(int account) {
        return ask(HttpMethod.DELETE, "/members", superTeam().put("accounts", JsonArray.of(accounts.name(account))));
    }

    Future<JsonObject> dismiss() {
        return ask(HttpMethod.DELETE, "?scene=superTeam", new JsonObject());
    }

    private Future<JsonObject> ask(HttpMethod method, String path, JsonObject body) {
        return calls == null
                ? Future.succeededFuture(new JsonObject())
                : calls.ask(method, "teams/" + teamId + path, body);
    }

    private static JsonObject superTeam() {
        return new JsonObject().put("scene", "superTeam");
    }

    String teamId() {
        return teamId;
    }

    /** When somebody was added last, by the gateway's clock. */
    long lastTime() {
        return lastTime;
    }

    int addCalls() {
        return addCalls;
    }

    /** Of the calls that add members. */
    double slowestMillis() {
        return slowestNanos / 1e6;
    }

    Future<Void> close() {
        return calls == null ? Future.succeededFuture() : calls.close();
    }
}
