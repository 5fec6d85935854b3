package io.posthouse.management;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.http.Http;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WebFilesTest {
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void serve(Vertx given) throws Exception {
        vertx = given;
        Router router = Router.router(vertx);
        WebFiles.load(WebFiles.class.getClassLoader()).mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
    }

    @Test
    void everythingThatThePageIsMadeOfIsServed() throws Exception {
        for (Path root : List.of(Path.of("src/main/resources/web"), Path.of("src/main/js"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = "/" + root.relativize(file);
                    int expected = path.endsWith("package.json") ? 404 : 200;
                    assertThat(get(path).statusCode()).as(path).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void thePageComesWithHeadersThatKeepItToItself() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(page, "Access-Control-Allow-Origin")).isEqualTo("none");
        assertThat(header(get("/posthouse.js"), "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void whatTheBrowserHasAlreadyIsNotSentAgain() throws Exception {
        String tag = header(get("/"), "ETag");

        assertThat(get("/", tag).statusCode()).isEqualTo(304);
        assertThat(get("/", "\"other\", " + tag).statusCode()).isEqualTo(304);
        assertThat(get("/", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void noPathLeadsOutside() throws Exception {
        for (String path : List.of(
                "/../pom.xml",
                "/%2e%2e/io/posthouse/Main.class",
                "/..%2fio/posthouse/Main.class",
                "/chat/../../io/posthouse/logback.xml",
                "/chat//..//..//io/posthouse/logback.xml",
                "/META-INF/MANIFEST.MF",
                "/chat/",
                "/chat",
                "/index.html%00.js")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    @Test
    void aHeadRequestTellsTheLengthAlone() throws Exception {
        HttpResponse<String> head = Http.ask("HEAD", server.actualPort(), "/");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(Integer.parseInt(header(head, "Content-Length")))
                .isEqualTo((int) sizeOf("src/main/resources/web/index.html"));
    }

    private static long sizeOf(String file) throws IOException {
        return Files.size(Path.of(file));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, "");
    }

    private HttpResponse<String> get(String path, String tag) throws Exception {
        return Http.get(server.actualPort(), path, "If-None-Match", tag);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }
}
