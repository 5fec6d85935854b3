package io.posthouse.protocol.json;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.Clients;
import io.posthouse.client.RawLine;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** A client that says hostile things, and counts what it is answered. */
final class Offender {
    private static final String LOGIN =
            "{\"id\":%d,\"do\":\"login\",\"account\":\"%s\",\"token\":\"token-of-%s\",\"deviceId\":\"d\",\"clientType\":\"Web\"}";
    private static final long LOGIN_ID = 9_000_000_000_000_001L;
    private static final long BARRIER_ID = 9_000_000_000_000_002L;

    private final RawLine line;
    private final Map<Long, Integer> answers = new HashMap<>();
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private Map<Long, Integer> owed = Map.of();
    private CompletableFuture<Void> paid = CompletableFuture.completedFuture(null);

    private Offender(RawLine line) {
        this.line = line;
        line.onFrame(this::onFrame);
    }

    static Offender connect(Clients clients, int port) throws TimeoutException {
        return clients.raw("127.0.0.1", port).map(Offender::new).await(10, SECONDS);
    }

    void login(String account) throws Exception {
        line.send(LOGIN.formatted(LOGIN_ID, account, account)).await(10, SECONDS);
        synced.get(10, SECONDS);
    }

    /** Says all of it and waits until each request that has an id got exactly one answer. */
    void sayAll(List<String> frames) throws Exception {
        Map<Long, Integer> expected = new HashMap<>();
        frames.forEach(frame -> expected.merge(Json.findId(frame), 1, Integer::sum));
        expected.remove(Json.NO_ID);
        expected.put(BARRIER_ID, 1);
        CompletableFuture<Void> all = new CompletableFuture<>();
        synchronized (answers) {
            answers.clear();
            owed = expected;
            paid = all;
        }
        for (String frame : frames) {
            line.send(frame);
        }
        line.send("{\"id\":" + BARRIER_ID + ",\"do\":\"ping\"}");
        try {
            all.get(10, SECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            synchronized (answers) {
                assertThat(answers)
                        .as("one answer for each id; closed: %s", line.closed())
                        .isEqualTo(expected);
            }
        }
    }

    /** Says something and waits for the close code. */
    int sayLast(String frame) throws TimeoutException {
        line.send(frame);
        return line.closed().await(10, SECONDS);
    }

    void leave() throws TimeoutException {
        line.close().await(10, SECONDS);
    }

    private void onFrame(String text) {
        JsonObject frame = new JsonObject(text);
        if (frame.getString("on", "").equals("synced")) {
            synced.complete(null);
        }
        if (frame.containsKey("id") && frame.getLong("id") != LOGIN_ID) {
            synchronized (answers) {
                answers.merge(frame.getLong("id"), 1, Integer::sum);
                if (answers.equals(owed)) {
                    paid.complete(null);
                }
            }
        }
    }
}
