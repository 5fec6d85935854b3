package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.protocol.json.JsonProtocol;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sockets that come by an embedding host's own server, and so on another event loop than their connection verticle's. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class HostMountTest {
    private Gateway gateway;
    private HttpServer server;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.with(Settings.limits(Settings.Limits::fast)));
        gateway.account("ann", "bob");
        Router router = Router.router(vertx);
        router.get("/host").handler(context -> context.end("the host's own"));
        Wires wires =
                new Wires(List.of(() -> new JsonProtocol(Settings.defaults().limits())), List.of(), false);
        new HostMount(gateway.commons(), wires).mount(router);
        server = Gateway.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        gateway.stop();
        Gateway.await(server.close());
    }

    @Test
    void aConversationWorksLikeOnTheGatewaysOwnPort(Vertx vertx) {
        Client ann = Client.connect(vertx, server.actualPort());
        ann.login("ann", Gateway.TOKEN, "a1");
        Client bob = Client.connect(vertx, server.actualPort());
        bob.login("bob", Gateway.TOKEN, "b1");
        bob.next("synced");

        for (int i = 0; i < 200; i++) {
            ann.ask(Client.sendFrame("bob", "m" + i, "c" + i));
        }

        assertThat(bob.bodies(200))
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void itsSocketsAreDrainedWithTheOthers(Vertx vertx) {
        Client ann = Client.connect(vertx, server.actualPort());
        ann.login("ann", Gateway.TOKEN, "a1");

        Gateway.await(gateway.drain());

        assertThat(ann.closeCode()).isEqualTo(4000);
        assertThat(gateway.commons().connections()).isZero();
    }
}
