package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /uploads/<file>}: PATCH brings a chunk, GET tells how far the upload is, DELETE gives it up. The token stands in
 * {@code Authorization}.
 */
final class UploadRoutes {
    private static final Cors CORS =
            new Cors("GET,PATCH,DELETE", "authorization,content-type,upload-offset,upload-complete");
    private static final String BEARER = "Bearer ";

    private final Chunks chunks;
    private final Reception reception;
    private final FileDesk desk;
    private final PublicUrl publicUrl;

    UploadRoutes(Chunks chunks, Reception reception, FileDesk desk, PublicUrl publicUrl) {
        this.chunks = chunks;
        this.reception = reception;
        this.desk = desk;
        this.publicUrl = publicUrl;
    }

    void mount(Router router) {
        router.route("/uploads/:file").handler(CORS::handle);
        router.patch("/uploads/:file").handler(context -> chunks.run(context, this::onChunk));
        router.get("/uploads/:file").handler(context -> HttpReplies.run(context, this::onLook));
        router.delete("/uploads/:file").handler(context -> HttpReplies.run(context, this::onAbort));
    }

    private Future<Void> onChunk(RoutingContext context) {
        HttpServerRequest request = context.request();
        Reception.Chunk chunk = new Reception.Chunk(
                Chunks.fileOf(context),
                tokenOf(request),
                Chunks.number(request.getHeader("Upload-Offset"), "Upload-Offset"),
                Chunks.lengthOf(request),
                "?1".equals(request.getHeader("Upload-Complete")));
        JsonObject body = new JsonObject().put("offset", chunk.end());
        return chunks.take(chunk, request)
                .compose(file -> file.map(whole -> told(whole, request).map(told -> body.put("file", told)))
                        .orElse(Future.succeededFuture(body)))
                .compose(told -> {
                    // What was there already was not read.
                    request.resume();
                    return HttpReplies.json(context, told);
                });
    }

    private Future<Void> onLook(RoutingContext context) {
        return reception
                .see(Chunks.fileOf(context), tokenOf(context.request()))
                .compose(state -> HttpReplies.json(
                        context,
                        new JsonObject().put("offset", state.received()).put("size", state.size())));
    }

    private Future<Void> onAbort(RoutingContext context) {
        return reception
                .abort(Chunks.fileOf(context), tokenOf(context.request()))
                .compose(aborted -> context.response().setStatusCode(204).end());
    }

    /** What the sender of a message puts into its attach. */
    private Future<JsonObject> told(StoredFile file, HttpServerRequest request) {
        return desk.link(file.id()).map(query -> told(file, publicUrl.of(request, file.id()) + query));
    }

    private static JsonObject told(StoredFile file, String url) {
        JsonObject told = new JsonObject()
                .put("url", url)
                .put("name", file.name())
                .put("size", file.size())
                .put("ext", extensionOf(file.name()))
                .put("type", file.type())
                .put("md5", file.md5());
        return told.mergeIn(new JsonObject(file.facts()));
    }

    private static String extensionOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static String tokenOf(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            throw new FaultException(Fault.UNAUTHENTICATED, "upload");
        }
        return header.substring(BEARER.length());
    }
}
