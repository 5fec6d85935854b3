package io.posthouse.upstream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.BusCodec;
import io.posthouse.bus.LocalBus;
import io.posthouse.config.PassThroughConfig;
import io.posthouse.config.PassThroughConfig.Upstream;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.posthouse.model.UpstreamMethod;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches an upstream and what comes back, with a real server as the upstream. */
@ExtendWith(VertxExtension.class)
class PassThroughVerticleTest {
    private static final Caller ANN = new Caller("ann", "d1", ClientType.WEB, "n-0-1", null);
    private static final int BODY_BYTES_MAX = 1_000;

    private final AtomicInteger asked = new AtomicInteger();
    private final Promise<Void> hanging = Promise.promise();
    private LocalBus bus;
    private HttpServer server;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
        vertx.eventBus().registerCodec(new BusCodec());
        bus = new LocalBus(vertx, Duration.ofSeconds(10));
    }

    /** Says what it was asked, or does what its path names. */
    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        switch (request.path()) {
            case "/base/hang" -> hanging.tryComplete();
            case "/base/drip" -> {
                request.response().setChunked(true).write("x");
                hanging.tryComplete();
            }
            case "/base/long" -> request.response().end("x".repeat(BODY_BYTES_MAX + 1));
            case "/base/binary" -> request.response().end(io.vertx.core.buffer.Buffer.buffer(new byte[] {(byte) 0xff}));
            case "/base/moved" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", "/base/echo")
                        .end();
            case "/base/cut" -> request.connection().close();
            default ->
                request.body().onSuccess(body -> request.response()
                        .putHeader("content-type", "application/json")
                        .putHeader("x-own", "1")
                        .putHeader("set-cookie", "a=b")
                        .setStatusCode(request.path().endsWith("/teapot") ? 418 : 200)
                        .end(new JsonObject()
                                .put("method", request.method().name())
                                .put("uri", request.uri())
                                .put(
                                        "account",
                                        String.join(",", request.headers().getAll("x-posthouse-account")))
                                .put("wish", request.getHeader("x-wish"))
                                .put("authorization", request.getHeader("authorization"))
                                .put("cookie", request.getHeader("cookie"))
                                .put("body", body.toString())
                                .encode()));
        }
    }

    private void deploy(Vertx vertx, int inFlightMax, Duration timeout) throws TimeoutException {
        Upstream upstream = new Upstream("", URI.create("http://127.0.0.1:" + server.actualPort() + "/base/"));
        Upstream other = new Upstream("other", URI.create("http://127.0.0.1:" + server.actualPort()));
        PassThroughConfig config =
                new PassThroughConfig(List.of(upstream, other), timeout, BODY_BYTES_MAX, inFlightMax);
        vertx.deployVerticle(new PassThroughVerticle(0, config, Duration.ofSeconds(10)))
                .await(5, SECONDS);
    }

    private void deploy(Vertx vertx) throws TimeoutException {
        deploy(vertx, 8, Duration.ofSeconds(8));
    }

    private Future<Answer> ask(String zone, String path, Map<String, String> headers, @Nullable String body) {
        return bus.ask(
                Addresses.passThrough(0),
                new Request(ANN, new Command.PassThrough(zone, path, UpstreamMethod.POST, headers, body)));
    }

    private Answer.Passed passed(String path) throws TimeoutException {
        return (Answer.Passed) ask("", path, Map.of(), null).await(10, SECONDS);
    }

    private static Fault fault(Future<Answer> asked) throws Exception {
        try {
            asked.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FaultException refusal) {
                return refusal.fault();
            }
            throw e;
        }
        throw new AssertionError("not refused");
    }

    @Test
    void theUpstreamIsAskedAsTheAccountAndItsAnswerComesBack(Vertx vertx) throws Exception {
        deploy(vertx);

        Answer.Passed passed = (Answer.Passed)
                ask("", "/a/b?c=d%20e", Map.of("X-Wish", "tea"), "{\"é\":1}").await(10, SECONDS);

        assertThat(passed.status()).isEqualTo(200);
        assertThat(passed.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-own", "1")
                .doesNotContainKey("set-cookie");
        JsonObject echo = new JsonObject(passed.body());
        assertThat(echo.getString("method")).isEqualTo("POST");
        assertThat(echo.getString("uri")).isEqualTo("/base/a/b?c=d%20e");
        assertThat(echo.getString("account")).isEqualTo("ann");
        assertThat(echo.getString("wish")).isEqualTo("tea");
        assertThat(echo.getString("body")).isEqualTo("{\"é\":1}");
        assertThat(echo.getString("authorization")).isNull();
        assertThat(echo.getString("cookie")).isNull();
    }

    @Test
    void aZoneNamesAnotherUpstreamAndAnUnknownOneNone(Vertx vertx) throws Exception {
        deploy(vertx);

        Answer.Passed passed = (Answer.Passed) ask("other", "x", Map.of(), null).await(10, SECONDS);

        assertThat(new JsonObject(passed.body()).getString("uri")).isEqualTo("/x");
        assertThat(fault(ask("third", "x", Map.of(), null))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whateverStatusTheUpstreamSaysComesBack(Vertx vertx) throws Exception {
        deploy(vertx);

        assertThat(passed("/teapot").status()).isEqualTo(418);
    }

    @Test
    void aRedirectIsToldAndNotFollowed(Vertx vertx) throws Exception {
        deploy(vertx);

        Answer.Passed moved = passed("/moved");

        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.headers()).containsEntry("location", "/base/echo");
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x",
                "a/../../x",
                "a/%2e%2e/x",
                "a/.%2E/x",
                "./x",
                "a%2fx",
                "a%5Cx",
                "a\\x",
                "a b",
                "a\r\nx: y",
                "a#b",
                "a%zz",
                "a%00"
            })
    void aPathThatCouldLeaveTheBaseIsRefused(String path, Vertx vertx) throws Exception {
        deploy(vertx);

        assertThat(fault(ask("", path, Map.of(), null))).isEqualTo(Fault.INVALID);
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatLooksLikeAnotherHostStaysBelowTheBase(Vertx vertx) throws Exception {
        deploy(vertx);

        assertThat(new JsonObject(passed("//evil.example.com/x").body()).getString("uri"))
                .isEqualTo("/base//evil.example.com/x");
        assertThat(new JsonObject(passed("@evil.example.com").body()).getString("uri"))
                .isEqualTo("/base/@evil.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Posthouse-Account",
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "X-Forwarded-For",
                "Proxy-Authorization",
                "a b",
                ""
            })
    void aHeaderThatIsNotTheClientsIsRefused(String name, Vertx vertx) throws Exception {
        deploy(vertx);

        assertThat(fault(ask("", "x", Map.of(name, "eve"), null))).isEqualTo(Fault.INVALID);
        assertThat(fault(ask("", "x", Map.of("x-a", "eve\r\nx-posthouse-account: eve"), null)))
                .isEqualTo(Fault.INVALID);
        assertThat(asked).hasValue(0);
    }

    @Test
    void d6WhatIsTooLongIsRefusedOnBothWays(Vertx vertx) throws Exception {
        deploy(vertx);

        assertThat(fault(ask("", "x", Map.of(), "é".repeat(BODY_BYTES_MAX / 2 + 1))))
                .isEqualTo(Fault.BODY_TOO_LONG);
        assertThat(fault(ask("", "long", Map.of(), null))).isEqualTo(Fault.UPSTREAM_FAILED);
        assertThat(fault(ask("", "binary", Map.of(), null))).isEqualTo(Fault.UPSTREAM_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "drip", "cut"})
    void anUpstreamThatDoesNotFinishIsGivenUp(String path, Vertx vertx) throws Exception {
        deploy(vertx, 1, Duration.ofMillis(300));

        assertThat(fault(ask("", path, Map.of(), null))).isEqualTo(Fault.UPSTREAM_FAILED);
        assertThat(passed("/again").status()).isEqualTo(200);
    }

    @Test
    void d6MoreAtOnceThanThereIsRoomForAreRefused(Vertx vertx) throws Exception {
        deploy(vertx, 1, Duration.ofSeconds(8));
        Future<Answer> first = ask("", "hang", Map.of(), null);
        hanging.future().await(5, SECONDS);

        assertThat(fault(ask("", "x", Map.of(), null))).isEqualTo(Fault.OVERLOADED);
        assertThat(first.isComplete()).isFalse();
    }

    @Test
    void anUpstreamThatIsNotThereFails(Vertx vertx) throws Exception {
        deploy(vertx);
        server.close().await(5, SECONDS);

        assertThat(fault(ask("", "x", Map.of(), null))).isEqualTo(Fault.UPSTREAM_FAILED);
    }

    @Test
    void withoutAnUpstreamItIsForbidden(Vertx vertx) throws Exception {
        vertx.deployVerticle(new PassThroughVerticle(0, PassThroughConfig.DEFAULT, Duration.ofSeconds(10)))
                .await(5, SECONDS);

        assertThat(fault(ask("", "x", Map.of(), null))).isEqualTo(Fault.FORBIDDEN);
    }
}
