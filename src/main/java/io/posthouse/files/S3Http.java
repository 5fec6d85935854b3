package io.posthouse.files;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * How the storage's client library reaches the network: by the HTTP client of Vert.x, on the event loop of who asks, so that bytes
 * pass from a client's socket to the storage's and back without another thread or more than a few buffers.
 */
final class S3Http implements SdkAsyncHttpClient {
    private final Vertx vertx;
    private final HttpClient http;

    S3Http(Vertx vertx, HttpClient http) {
        this.vertx = vertx;
        this.http = http;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest execute) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Context context = vertx.getOrCreateContext();
        StreamPublisher.run(context, () -> http.request(options(execute.request()))
                .compose(request -> exchange(context, execute, request, done))
                .onComplete(answered -> done.complete(null), cause -> {
                    // The library asks again after an IOException alone.
                    IOException lost = new IOException(cause.toString(), cause);
                    execute.responseHandler().onError(lost);
                    done.completeExceptionally(lost);
                }));
        return done;
    }

    private static RequestOptions options(SdkHttpRequest request) {
        URI uri = request.getUri();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method().name()))
                .setHost(request.host())
                .setPort(request.port())
                .setSsl(request.protocol().equals("https"))
                .setURI(uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery());
        request.forEachHeader((name, values) -> {
            // Nobody waits for the storage's leave to send.
            if (!name.equalsIgnoreCase(HttpHeaders.EXPECT.toString())) {
                values.forEach(value -> options.addHeader(name, value));
            }
        });
        return options;
    }

    private static Future<Void> exchange(
            Context context, AsyncExecuteRequest execute, HttpClientRequest request, CompletableFuture<Void> done) {
        execute.requestContentPublisher()
                .contentLength()
                .ifPresent(length -> request.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length)));
        CompletableFuture<Void> unused = done.whenComplete((answered, cause) -> {
            if (done.isCancelled()) {
                request.reset();
            }
        });
        Future<Void> answered = request.response().compose(response -> answered(context, execute, response));
        StreamSubscriber body = new StreamSubscriber(context, request, true);
        body.done().onFailure(cause -> request.reset(0, cause));
        answered.onComplete(over -> body.fail(new IOException("the storage has answered already")));
        execute.requestContentPublisher().subscribe(body);
        return answered.recover(
                cause -> Future.failedFuture(body.done().failed() ? body.done().cause() : cause));
    }

    private static Future<Void> answered(Context context, AsyncExecuteRequest execute, HttpClientResponse response) {
        response.pause();
        StreamPublisher body =
                new StreamPublisher(context, response, () -> response.request().reset());
        execute.responseHandler().onHeaders(head(response));
        execute.responseHandler().onStream(body);
        return body.over();
    }

    private static SdkHttpResponse head(HttpClientResponse response) {
        SdkHttpFullResponse.Builder head =
                SdkHttpFullResponse.builder().statusCode(response.statusCode()).statusText(response.statusMessage());
        response.headers().forEach(header -> head.appendHeader(header.getKey(), header.getValue()));
        return head.build();
    }

    @Override
    public void close() {
        // Whoever made the client of Vert.x closes it.
    }

    @Override
    public String clientName() {
        return "Vertx";
    }
}
