package io.posthouse.protocol.nim;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.protocol.socketio.Origins;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the LBS sends clients, whatever stands in front of the gateway. */
@ExtendWith(VertxExtension.class)
class LbsTest {
    private static final Origins ALL = new Origins(List.of());

    @Test
    void clientsAreSentWhereTheyAsked(Vertx vertx) throws Exception {
        String answer = ask(
                vertx, new Lbs("", false, () -> 0, ALL), "/lbs/webconf.jsp?k=a&id=b&sv=180", "Host: chat.example.com");

        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("cache-control: no-store");
        assertThat(linksIn(answer)).containsExactly("chat.example.com:80");
        assertThat(uploadsIn(answer)).isEqualTo("http://chat.example.com:80/nos");
    }

    @Test
    void whoAsksThePlainPortIsSentToTheOneForTls(Vertx vertx) throws Exception {
        String answer = ask(vertx, new Lbs("", false, () -> 8443, ALL), "/lbs", "Host: 127.0.0.1:8080");

        assertThat(linksIn(answer)).containsExactly("127.0.0.1:8443", "127.0.0.1:8080");
        assertThat(uploadsIn(answer)).isEqualTo("https://127.0.0.1:8443/nos");
    }

    @Test
    void aConfiguredAddressIsTheOnlyOne(Vertx vertx) throws Exception {
        String answer = ask(vertx, new Lbs("chat.example.com:443", true, () -> 8443, ALL), "/lbs", "Host: 10.0.0.7");

        assertThat(linksIn(answer)).containsExactly("chat.example.com:443");
        assertThat(uploadsIn(answer)).isEqualTo("https://chat.example.com:443/nos");
    }

    @Test
    void aProxyIsBelievedOnlyIfItIsThere(Vertx vertx) throws Exception {
        String[] said = {"Host: inner:8080", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.net, chat.example.com"
        };

        assertThat(linksIn(ask(vertx, new Lbs("", true, () -> 0, ALL), "/lbs", said)))
                .containsExactly("chat.example.com:443");
        assertThat(linksIn(ask(vertx, new Lbs("", false, () -> 0, ALL), "/lbs", said)))
                .containsExactly("inner:8080");
        assertThat(linksIn(ask(
                        vertx,
                        new Lbs("", true, () -> 0, ALL),
                        "/lbs",
                        "Host: inner:8080",
                        "X-Forwarded-Proto: https")))
                .containsExactly("inner:8080");
    }

    @Test
    void anAddressThatIsNoneIsNotSpread(Vertx vertx) throws Exception {
        Lbs lbs = new Lbs("", true, () -> 0, ALL);

        for (String host :
                List.of("Host: a b", "Host: a\"b", "Host: <script>", "Host: a:99999", "Host: " + "a".repeat(300))) {
            assertThat(ask(vertx, lbs, "/lbs", host)).as(host).startsWith("HTTP/1.1 400");
        }
        assertThat(ask(vertx, lbs, "/lbs", "Host: a", "X-Forwarded-Proto: https", "X-Forwarded-Host: a/b"))
                .startsWith("HTTP/1.1 400");
        assertThat(linksIn(ask(vertx, lbs, "/lbs", "Host: [::1]:8080"))).containsExactly("[::1]:8080");
    }

    @Test
    void aPageOnAnotherOriginMayAsk(Vertx vertx) throws Exception {
        Lbs lbs = new Lbs("", false, () -> 0, new Origins(List.of("https://app.example.com")));
        String origin = "Origin: https://app.example.com";

        String preflight = exchange(
                vertx,
                lbs,
                "OPTIONS /lbs/webconf HTTP/1.1",
                "Host: a",
                origin,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: content-type");
        String answer = ask(vertx, lbs, "/lbs/webconf", "Host: a", origin);

        assertThat(preflight)
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("access-control-allow-headers: content-type,x-nos-token");
        assertThat(answer)
                .containsIgnoringCase("access-control-allow-origin: https://app.example.com\r\n")
                .containsIgnoringCase("access-control-allow-credentials: true");
        assertThat(ask(vertx, lbs, "/lbs/webconf", "Host: a", "Origin: https://evil.net"))
                .startsWith("HTTP/1.1 403")
                .doesNotContainIgnoringCase("access-control-allow-origin");
    }

    private static List<String> linksIn(String answer) {
        return bodyOf(answer).getJsonObject("common").getJsonArray("link").stream()
                .map(Object::toString)
                .toList();
    }

    private static String uploadsIn(String answer) {
        return bodyOf(answer).getString("nos-chunk");
    }

    private static JsonObject bodyOf(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n")));
    }

    private static String ask(Vertx vertx, Lbs lbs, String path, String... headers) throws Exception {
        return exchange(vertx, lbs, "GET " + path + " HTTP/1.1", headers);
    }

    /** Asks byte by byte, for a client of HTTP does not let a test write every header. */
    private static String exchange(Vertx vertx, Lbs lbs, String first, String... headers) throws Exception {
        Router router = Router.router(vertx);
        lbs.mount(router);
        var server = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.authority() == null) {
                        request.response().setStatusCode(400).end();
                    } else {
                        router.handle(request);
                    }
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        var client = vertx.createNetClient();
        BlockingQueue<String> answer = new LinkedBlockingQueue<>();
        try {
            NetSocket socket = client.connect(server.actualPort(), "127.0.0.1").await(10, TimeUnit.SECONDS);
            Buffer read = Buffer.buffer();
            socket.handler(read::appendBuffer);
            socket.closeHandler(closed -> answer.add(read.toString()));
            socket.write(first + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n");
            return String.valueOf(answer.poll(20, TimeUnit.SECONDS));
        } finally {
            client.close().await(10, TimeUnit.SECONDS);
            server.close().await(10, TimeUnit.SECONDS);
        }
    }
}
