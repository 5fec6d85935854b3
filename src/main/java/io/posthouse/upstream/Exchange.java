package io.posthouse.upstream;

import io.posthouse.model.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One request to an upstream and its answer, of which no more is read than may be passed on. */
final class Exchange {
    private final int bodyBytesMax;
    private final Promise<Answer> promise = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    Exchange(int bodyBytesMax) {
        this.bodyBytesMax = bodyBytesMax;
    }

    Future<Answer> answer() {
        return promise.future();
    }

    void run(HttpClient client, Outgoing outgoing) {
        client.request(outgoing.options())
                .compose(made -> {
                    request = made;
                    return promise.future().isComplete()
                            ? made.reset().compose(v -> Future.failedFuture("it was given up"))
                            : made.send(outgoing.body());
                })
                .onSuccess(this::read)
                .onFailure(promise::tryFail);
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(promise::tryFail)
                .handler(chunk -> {
                    if (body.length() + chunk.length() > bodyBytesMax) {
                        giveUp("its answer is past passThrough.bodyBytesMax");
                    } else {
                        body.appendBuffer(chunk);
                    }
                })
                .endHandler(end -> done(response));
    }

    private void done(HttpClientResponse response) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            promise.tryComplete(new Answer.Passed(response.statusCode(), Outgoing.passedOn(response.headers()), text));
        } catch (CharacterCodingException noText) {
            promise.tryFail("its answer is no text in UTF-8");
        }
    }

    /** Ends it, whatever it is doing. */
    void giveUp(String why) {
        if (promise.tryFail(new VertxException(why, true)) && request != null) {
            request.reset();
        }
    }
}
