package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /nos/<bucket>/<file>}: the same uploads as clients of the NIM wire bring them, see src/docs/nim.md. */
final class NosRoutes {
    private final Chunks chunks;
    private final Cors cors;

    /** @param origins whose pages may use the NIM wire; empty for every page's */
    NosRoutes(Chunks chunks, List<String> origins) {
        this.chunks = chunks;
        this.cors = new Cors("POST", "content-type,x-nos-token", origins);
    }

    void mount(Router router) {
        router.route("/nos/:bucket/:file").handler(cors::handle);
        router.post("/nos/:bucket/:file").handler(context -> chunks.run(context, this::onChunk));
    }

    private Future<Void> onChunk(RoutingContext context) {
        HttpServerRequest request = context.request();
        Reception.Chunk chunk = new Reception.Chunk(
                Chunks.fileOf(context),
                tokenOf(request),
                Chunks.number(request.getParam("offset"), "offset"),
                Chunks.lengthOf(request),
                "true".equals(request.getParam("complete")));
        return chunks.take(chunk, request)
                .<Long>map(taken -> chunk.end())
                .recover(cause ->
                        isRepeated(cause, chunk) ? Future.succeededFuture(chunk.end()) : Future.failedFuture(cause))
                .compose(offset -> {
                    request.resume();
                    return HttpReplies.json(
                            context, new JsonObject().put("offset", offset).put("context", chunk.file()));
                });
    }

    /** These clients send a chunk again whose answer was lost, and cannot be told where to go on. */
    private static boolean isRepeated(Throwable cause, Reception.Chunk chunk) {
        return cause instanceof FaultException refusal
                && refusal.fault() == Fault.STALE
                && refusal.detail().equals(Long.toString(chunk.end()))
                && !chunk.isLast();
    }

    private static String tokenOf(HttpServerRequest request) {
        String token = request.getHeader("x-nos-token");
        if (token == null) {
            throw new FaultException(Fault.UNAUTHENTICATED, "upload");
        }
        return token;
    }
}
