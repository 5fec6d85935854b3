package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a chunk comes over HTTP, whatever the addresses and headers are called. */
final class Chunks {
    static final int BYTES_MAX = 4 * 1024 * 1024;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final Vertx vertx;
    private final Reception reception;
    private final Duration timeout;

    /** @param timeout how long one chunk may take */
    Chunks(Vertx vertx, Reception reception, Duration timeout) {
        this.vertx = vertx;
        this.reception = reception;
        this.timeout = timeout;
    }

    /** Answers what the work fails with. The body is not read before the store has said whose turn it is. */
    void run(RoutingContext context, Function<RoutingContext, Future<Void>> work) {
        context.request().pause();
        HttpReplies.run(context, work).onFailure(cause -> drain(context.request()));
    }

    /** The rest of a refused chunk is read, so that the client reads the answer; of more than a chunk it is not. */
    private static void drain(HttpServerRequest request) {
        long length = lengthOf(request);
        if (length >= 0 && length <= BYTES_MAX) {
            request.resume();
        } else {
            request.connection().close();
        }
    }

    /** A chunk that takes too long to come is cut off with its connection; what is done with it when it is here takes as long as it takes. */
    Future<Optional<StoredFile>> take(Reception.Chunk chunk, HttpServerRequest request) {
        if (chunk.length() < 0) {
            throw new FaultException(Fault.INVALID, "Content-Length");
        }
        if (chunk.length() > BYTES_MAX) {
            throw new FaultException(Fault.TOO_LARGE, "a chunk has at most " + BYTES_MAX + " bytes");
        }
        long timer = vertx.setTimer(timeout.toMillis(), late -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
        return reception.take(chunk, request).onComplete(done -> vertx.cancelTimer(timer));
    }

    static String fileOf(RoutingContext context) {
        String file = context.pathParam("file");
        if (file == null || !ID.matcher(file).matches()) {
            throw new FaultException(Fault.NOT_FOUND, "file");
        }
        return file;
    }

    /** -1 if the client does not say. */
    static long lengthOf(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (header == null) {
            return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : -1;
        }
        return NUMBER.matcher(header).matches() ? Long.parseLong(header) : -1;
    }

    static long number(@Nullable String text, String field) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            throw new FaultException(Fault.INVALID, field);
        }
        return Long.parseLong(text);
    }
}
