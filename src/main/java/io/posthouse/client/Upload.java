package io.posthouse.client;

import io.posthouse.model.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Brings one file to the gateway: in chunks, one after the other, going on where it was after a line that dropped. Holds one chunk in
 * memory.
 */
final class Upload {
    private static final int TRIES = 8;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClient http;
    private final RequestOptions target;
    private final AsyncFile file;
    private final long size;
    private final int chunkBytes;
    private int failures;

    /**
     * @param grant what the gateway answered to {@code upload}
     * @param size of the file, in bytes
     */
    Upload(Vertx vertx, HttpClient http, ClientOptions options, JsonObject grant, AsyncFile file, long size) {
        this.vertx = vertx;
        this.http = http;
        this.file = file;
        this.size = size;
        this.chunkBytes = grant.getInteger("chunkBytesMax");
        this.target = new RequestOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setSsl(options.tls())
                .setURI(grant.getString("path"))
                .setTimeout(ANSWER_MAX.toMillis())
                .putHeader("Authorization", "Bearer " + grant.getString("token"));
    }

    /** @return what belongs into a message's attach */
    Future<JsonObject> from(long offset) {
        return chunk(offset)
                .compose(answer -> {
                    failures = 0;
                    JsonObject whole = answer.getJsonObject("file");
                    return whole == null ? from(answer.getLong("offset")) : Future.succeededFuture(whole);
                })
                .recover(cause -> again(offset, cause));
    }

    private Future<JsonObject> again(long offset, Throwable cause) {
        failures++;
        if (isFinal(cause) || failures >= TRIES) {
            return Future.failedFuture(cause);
        }
        return vertx.timer(PAUSE.toMillis() * failures)
                .compose(waited -> ask(HttpMethod.GET, Buffer.buffer(), offset))
                .map(answer -> answer.getLong("offset"))
                .otherwise(offset)
                .compose(this::from);
    }

    /** A chunk at the wrong place is sent again from the right one. */
    private static boolean isFinal(Throwable cause) {
        return cause instanceof ClientException refusal
                && refusal.code() != ClientException.NO_ANSWER
                && refusal.fault() != Fault.STALE
                && refusal.fault().retry() == Fault.Retry.NEVER;
    }

    private Future<JsonObject> chunk(long offset) {
        int length = (int) Math.min(chunkBytes, size - offset);
        return file.read(Buffer.buffer(length), 0, offset, length)
                .compose(bytes -> ask(HttpMethod.PATCH, bytes, offset));
    }

    private Future<JsonObject> ask(HttpMethod method, Buffer body, long offset) {
        return http.request(new RequestOptions(target).setMethod(method))
                .compose(request -> said(request, body, offset))
                .recover(cause -> Future.failedFuture(
                        cause instanceof ClientException
                                ? cause
                                : ClientException.noAnswer("the gateway cannot be reached")));
    }

    private Future<JsonObject> said(HttpClientRequest request, Buffer body, long offset) {
        boolean isLast = offset + body.length() == size;
        if (request.getMethod().equals(HttpMethod.PATCH)) {
            request.putHeader("Upload-Offset", Long.toString(offset))
                    .putHeader("Upload-Complete", isLast ? "?1" : "?0");
        }
        return request.send(body).compose(response -> response.body().map(text -> {
            JsonObject answer = text.length() == 0 ? new JsonObject() : text.toJsonObject();
            if (response.statusCode() != OK) {
                JsonObject error = answer.getJsonObject("error", new JsonObject());
                throw ClientException.refused(
                        error.getInteger("code", ClientException.NO_ANSWER),
                        error.getString("text", "answered with " + response.statusCode()),
                        error.getString("detail", ""));
            }
            return answer;
        }));
    }
}
