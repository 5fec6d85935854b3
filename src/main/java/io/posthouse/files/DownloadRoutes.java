package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/**
 * {@code /files/<file>}: whoever knows the address, signed if that is asked for, may fetch the file, as a whole or in part. Its facts
 * ({@code ?imageInfo}, {@code ?vinfo}) are told without a signature, for clients of the NIM wire ask for them at once. Whatever it is, it cannot act in the
 * name of this origin: browsers believe the type that the bytes have shown, run nothing in it, and what is no picture, sound or
 * film is saved and not opened.
 */
final class DownloadRoutes {
    private static final Cors CORS = new Cors("GET,HEAD", "content-type,range,if-range,if-none-match");
    private static final String POLICY =
            "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
    private static final Set<String> SHOWN = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/avif",
            "image/bmp",
            "application/ogg",
            "application/mp4");

    private final FileDesk desk;
    private final Storage storage;
    private final Thumbnails thumbnails;

    DownloadRoutes(FileDesk desk, Storage storage, Thumbnails thumbnails) {
        this.desk = desk;
        this.storage = storage;
        this.thumbnails = thumbnails;
    }

    void mount(Router router) {
        router.route("/files/:file").handler(CORS::handle);
        router.route("/files/:file")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> HttpReplies.run(context, this::onGet));
    }

    private Future<Void> onGet(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.params().contains("imageInfo")) {
            return desk.find(Chunks.fileOf(context))
                    .compose(file -> HttpReplies.json(context, MediaInfo.ofImage(file)));
        }
        if (request.params().contains("vinfo")) {
            return desk.find(Chunks.fileOf(context)).compose(file -> HttpReplies.json(context, MediaInfo.ofFilm(file)));
        }
        return desk.fetch(Chunks.fileOf(context), given(request, "expires"), given(request, "signature"))
                .compose(file -> {
                    String small = request.getParam("thumbnail");
                    return small == null
                            ? answer(context, file)
                            : thumbnails.of(file, small).compose(found -> answer(context, found));
                })
                .recover(cause -> Future.failedFuture(
                        cause instanceof NoSuchFileException ? new FaultException(Fault.NOT_FOUND, "file") : cause));
    }

    private static String given(HttpServerRequest request, String name) {
        String value = request.getParam(name);
        return value == null ? "" : value;
    }

    private Future<Void> answer(RoutingContext context, StoredFile file) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        String tag = '"' + file.digest() + '"';
        putHeaders(response, file, tag);
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.equals("*") || known.contains(tag))) {
            return response.setStatusCode(304).end();
        }
        String ifRange = request.getHeader("If-Range");
        ByteRange part =
                ifRange == null || ifRange.equals(tag) ? ByteRange.of(request.getHeader("Range"), file.size()) : null;
        ByteRange sent = part == null ? new ByteRange(0, file.size()) : part;
        if (part != null && part.length() == 0) {
            return response.setStatusCode(416)
                    .putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size())
                    .end();
        }
        if (part != null) {
            response.setStatusCode(206)
                    .putHeader(
                            HttpHeaders.CONTENT_RANGE,
                            "bytes " + part.from() + "-" + (part.from() + part.length() - 1) + "/" + file.size());
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(sent.length()));
        return request.method().equals(HttpMethod.HEAD) || sent.length() == 0
                ? response.end()
                : storage.read(file.key(), sent.from(), sent.length(), response);
    }

    private static void putHeaders(HttpServerResponse response, StoredFile file, String tag) {
        boolean isShown = SHOWN.contains(file.type())
                || file.type().startsWith("audio/")
                || file.type().startsWith("video/");
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable")
                .putHeader("Content-Disposition", disposition(isShown, file.name()))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** As RFC 6266 has it: plain letters for old clients, all of them for the others. */
    private static String disposition(boolean isShown, String name) {
        String kind = isShown ? "inline" : "attachment";
        if (name.isEmpty()) {
            return kind;
        }
        String plain = name.replaceAll("[^A-Za-z0-9 ._-]", "_");
        String all = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return kind + "; filename=\"" + plain + "\"; filename*=UTF-8''" + all.replace("*", "%2A");
    }
}
