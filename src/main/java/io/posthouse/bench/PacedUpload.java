package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** One file on its way: chunk after chunk, each in slices as fast as a line of that speed takes them. */
final class PacedUpload {
    private static final int SLICE_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient http;
    private final URI gateway;
    private final UploadsPlan plan;
    private final Buffer noise;

    /** @param noise what the file is made of; of the largest chunk's size */
    PacedUpload(Vertx vertx, HttpClient http, URI gateway, UploadsPlan plan, Buffer noise) {
        this.vertx = vertx;
        this.http = http;
        this.gateway = gateway;
        this.plan = plan;
        this.noise = noise;
    }

    /** @param opened what the gateway answered to the wish */
    Future<Void> run(JsonObject opened) {
        return chunk(opened, 0);
    }

    private Future<Void> chunk(JsonObject opened, long offset) {
        if (offset == plan.fileBytes()) {
            return Future.succeededFuture();
        }
        int length = (int) Math.min(noise.length(), plan.fileBytes() - offset);
        RequestOptions where = new RequestOptions()
                .setMethod(HttpMethod.PATCH)
                .setHost(gateway.getHost())
                .setPort(gateway.getPort())
                .setURI(opened.getString("path"))
                .putHeader("Authorization", "Bearer " + opened.getString("token"))
                .putHeader("Upload-Offset", Long.toString(offset))
                .putHeader("Content-Length", Integer.toString(length));
        return http.request(where)
                .compose(request -> {
                    Future<Void> sent = send(request, head(opened, offset, length), length);
                    return sent.compose(all -> request.response());
                })
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != 200) {
                        throw new BenchException("A chunk was refused: " + body);
                    }
                    return body;
                }))
                .compose(taken -> chunk(opened, offset + length));
    }

    /** No two files are the same, or the gateway would keep one of them. */
    private Buffer head(JsonObject opened, long offset, int length) {
        Buffer first = noise.getBuffer(0, Math.min(SLICE_BYTES, length));
        return offset == 0
                ? Buffer.buffer(opened.getString("file")).appendBuffer(first).getBuffer(0, first.length())
                : first;
    }

    private Future<Void> send(HttpClientRequest request, Buffer first, int length) {
        Promise<Void> sent = Promise.promise();
        request.exceptionHandler(sent::tryFail);
        long started = System.nanoTime();
        slice(request, first, new Progress(0, length, started), sent);
        return sent.future();
    }

    private void slice(HttpClientRequest request, Buffer slice, Progress progress, Promise<Void> sent) {
        if (sent.future().isComplete()) {
            return;
        }
        int done = progress.done + slice.length();
        if (done == progress.length) {
            request.end(slice).onComplete(sent::tryComplete, sent::tryFail);
            return;
        }
        // A failed write fails the request, whose handler hears it.
        Future<Void> unused = request.write(slice);
        Buffer next = noise.slice(done, Math.min(done + SLICE_BYTES, progress.length));
        Progress then = new Progress(done, progress.length, progress.startedNanos);
        long waitMillis = plan.bytesPerSecond() == 0
                ? 0
                : done * 1000L / plan.bytesPerSecond() - (System.nanoTime() - progress.startedNanos) / 1_000_000;
        if (waitMillis > 0) {
            vertx.setTimer(waitMillis, due -> slice(request, next, then, sent));
        } else if (request.writeQueueFull()) {
            request.drainHandler(drained -> {
                request.drainHandler(null);
                slice(request, next, then, sent);
            });
        } else {
            slice(request, next, then, sent);
        }
    }

    private record Progress(int done, int length, long startedNanos) {}
}
