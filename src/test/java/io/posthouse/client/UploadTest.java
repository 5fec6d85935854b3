package io.posthouse.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client's files, against a whole gateway. */
class UploadTest {
    @TempDir
    Path directory;

    @Test
    void aFileIsUploadedInChunksAndWhoeverGetsTheMessageGetsItsBytes() throws Exception {
        Vertx vertx = Vertx.vertx();
        Gateway gateway = Gateway.start(directory.resolve("data"));
        Clients clients = Clients.on(vertx);
        byte[] content = new byte[9 * 1024 * 1024];
        new Random(1).nextBytes(content);
        Path file = Files.write(directory.resolve("long.bin"), content);
        Path page = Files.writeString(directory.resolve("cat.png"), "<html><script>1</script></html>");
        try {
            gateway.account("bob");
            PosthouseClient ann = connect(gateway, clients, "ann");

            ChatMessage sent = ann.sendFile("bob", MessageType.FILE, file, "").await(30, SECONDS);

            JsonObject attach = new JsonObject(String.valueOf(sent.attach()));
            assertThat(attach.getString("name")).isEqualTo("long.bin");
            assertThat(attach.getLong("size")).isEqualTo(content.length);
            HttpRequest fetch =
                    HttpRequest.newBuilder(URI.create(attach.getString("url"))).build();
            assertThat(HttpClient.newHttpClient()
                            .send(fetch, BodyHandlers.ofByteArray())
                            .body())
                    .isEqualTo(content);
            assertThatThrownBy(() -> ann.upload(page, "image/png").await(10, SECONDS))
                    .isInstanceOfSatisfying(ClientException.class, refusal -> assertThat(refusal.fault())
                            .isEqualTo(Fault.FILE_REFUSED));
        } finally {
            clients.close().await(10, SECONDS);
            gateway.stop();
            vertx.close().await(10, SECONDS);
        }
    }

    private static PosthouseClient connect(Gateway gateway, Clients clients, String account) throws Exception {
        gateway.account(account);
        PosthouseClient client =
                clients.client(ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account));
        client.connect().await(10, SECONDS);
        return client;
    }
}
