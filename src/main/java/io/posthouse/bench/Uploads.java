package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Has accounts talk at a steady rate and measures how long that takes, first alone and then while files are uploaded. */
final class Uploads {
    private static final int CHUNK_BYTES = 4 * 1024 * 1024;
    private static final int BODY_CHARS = 200;
    private static final long LOOK_MILLIS = 100;
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Target target;
    private final UploadsPlan plan;
    private final Pace pace;
    private final Buffer chunk;
    private long residentBytes;

    private Uploads(Vertx vertx, Target target, UploadsPlan plan, Pace pace) {
        this.vertx = vertx;
        this.target = target;
        this.plan = plan;
        this.pace = pace;
        byte[] noise = new byte[CHUNK_BYTES];
        new Random(1).nextBytes(noise);
        this.chunk = Buffer.buffer(noise);
    }

    static Future<UploadsResult> run(Vertx vertx, Target target, UploadsPlan plan) {
        return Accounts.make(vertx, target, plan.accounts())
                .compose(accounts -> Connections.open(vertx, target, accounts).compose(open -> {
                    Pace pace = new Pace(vertx, accounts, open.all(), plan.rate(), BODY_CHARS);
                    return new Uploads(vertx, target, plan, pace)
                            .run(open.all())
                            .eventually(open::close);
                }));
    }

    private Future<UploadsResult> run(List<BenchConnection> owners) {
        AdminCalls calls = AdminCalls.to(vertx, target);
        if (calls == null) {
            return Future.failedFuture(new BenchException("Uploads are opened through the server API: --admin-key."));
        }
        pace.start();
        return vertx.timer(Math.max(1, plan.warmUp().toMillis()))
                .compose(warm -> {
                    pace.take();
                    return vertx.timer(Math.max(1, plan.window().toMillis()));
                })
                .compose(over -> beside(pace.take(), calls, owners))
                .eventually(calls::close);
    }

    private Future<UploadsResult> beside(Histogram alone, AdminCalls calls, List<BenchConnection> owners) {
        long before = resident();
        residentBytes = before;
        long looking = vertx.setPeriodic(LOOK_MILLIS, tick -> residentBytes = Math.max(residentBytes, resident()));
        HttpClient http =
                vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(plan.uploads()));
        return Parallel.run(plan.uploads(), AdminCalls.AT_ONCE, i -> open(calls, owners, i))
                .compose(opened -> {
                    pace.take();
                    long started = System.nanoTime();
                    List<Future<Void>> uploading = new ArrayList<>();
                    opened.forEach(
                            one -> uploading.add(new PacedUpload(vertx, http, target.url, plan, chunk).run(one)));
                    return Future.join(uploading).map(done -> (System.nanoTime() - started) / 1e9);
                })
                .compose(seconds -> {
                    vertx.cancelTimer(looking);
                    Histogram beside = pace.take();
                    return pace.stop(SETTLE)
                            .map(quiet -> new UploadsResult(
                                    target.label,
                                    plan,
                                    alone,
                                    beside,
                                    seconds,
                                    before,
                                    residentBytes,
                                    pace.troubleOrRefusals()));
                })
                .eventually(http::close);
    }

    private Future<JsonObject> open(AdminCalls calls, List<BenchConnection> owners, int index) {
        JsonObject wish = new JsonObject().put("size", plan.fileBytes()).put("name", index + ".bin");
        return calls.ask(
                HttpMethod.POST, "accounts/" + owners.get(index % owners.size()).account() + "/uploads", wish);
    }

    private long resident() {
        return target.processes().butStore().residentBytes();
    }
}
