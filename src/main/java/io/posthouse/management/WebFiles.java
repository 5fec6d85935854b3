package io.posthouse.management;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the chat page and the browser client, which lie beside the classes under {@code web/}. They are held in memory,
 * so a path can name nothing else.
 */
public final class WebFiles {
    private static final String ROOT = "web/";
    private static final String INDEX = "/index.html";
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' https:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** What is served, by the end of its name; what is not named here is not. */
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "ts", "text/plain; charset=utf-8",
            "txt", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");

    private final Map<String, WebFile> files;

    private WebFiles(Map<String, WebFile> files) {
        this.files = files;
    }

    private record WebFile(Buffer content, String type, String tag) {}

    /** Reads the files. Blocks; not for an event loop. */
    public static WebFiles load(ClassLoader loader) throws IOException {
        URL index = loader.getResource(ROOT + "index.html");
        Map<String, WebFile> files = new HashMap<>();
        for (String name : index == null ? List.<String>of() : namesBeside(index)) {
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            if (type != null) {
                files.put("/" + name, read(loader, name, type));
            }
        }
        return new WebFiles(files);
    }

    private static List<String> namesBeside(URL index) throws IOException {
        if (index.openConnection() instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                return file.stream()
                        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(ROOT))
                        .map(entry -> entry.getName().substring(ROOT.length()))
                        .toList();
            }
        }
        Path root = Path.of(uriOf(index)).resolveSibling("");
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static URI uriOf(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException notAPath) {
            throw new IOException(notAPath);
        }
    }

    private static WebFile read(ClassLoader loader, String name, String type) throws IOException {
        try (InputStream stream = loader.getResourceAsStream(ROOT + name)) {
            if (stream == null) {
                throw new IOException("missing " + name);
            }
            byte[] content = stream.readAllBytes();
            return new WebFile(Buffer.buffer(content), type, tagOf(content));
        }
    }

    private static String tagOf(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Adds the routes, after all others: what no file is called goes on to the next route. */
    public void mount(Router router) {
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::onGet);
    }

    private void onGet(RoutingContext context) {
        String path = context.normalizedPath();
        WebFile file = files.get(path.equals("/") ? INDEX : path);
        if (file == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        putHeaders(response, file);
        if (isKnown(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), file.tag)) {
            response.setStatusCode(304).end();
        } else if (context.request().method().name().equals("HEAD")) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(file.content.length()))
                    .end();
        } else {
            response.end(file.content);
        }
    }

    private static boolean isKnown(@Nullable String tags, String tag) {
        return tags != null && Stream.of(tags.split(",", -1)).map(String::trim).anyMatch(tag::equals);
    }

    private static void putHeaders(HttpServerResponse response, WebFile file) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type);
        response.putHeader(HttpHeaders.ETAG, file.tag);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Content-Security-Policy", POLICY);
        response.putHeader("Referrer-Policy", "no-referrer");
        if (file.type.startsWith("text/javascript")) {
            // A page of another origin may import the client.
            response.putHeader("Access-Control-Allow-Origin", "*");
        }
    }
}
