package io.posthouse.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of bytes that nobody needs, at a running gateway. */
class CollectionTest {
    @TempDir
    static Path directory;

    @Test
    void theSameBytesAreStoredOnceAndGoWithTheLastMessageThatRefersToThem() throws Exception {
        FileGateway gateway = FileGateway.start(directory, Duration.ofSeconds(5));
        gateway.account("ann");
        gateway.account("bob");
        byte[] content = "the same bytes".repeat(5000).getBytes(UTF_8);
        Upload one = gateway.upload("one", content);
        Upload two = gateway.upload("two", content);
        Answer.Sent sent = send(gateway, "i1", one);

        gateway.awaitGone(two.file());
        assertThat(gateway.fetch(one.file()).body()).isEqualTo(content);
        assertThat(gateway.filesStored())
                .filteredOn(name -> name.startsWith(hexOf(content)))
                .hasSize(1);

        gateway.recall("ann", sent.message());
        gateway.awaitGone(one.file());
        assertThat(gateway.filesStored()).noneMatch(name -> name.startsWith(hexOf(content)));
        gateway.stop();
    }

    private static Answer.Sent send(FileGateway gateway, String idClient, Upload upload) throws Exception {
        String attach = new JsonObject()
                .put("url", gateway.url() + "/files/" + upload.file())
                .encode();
        return gateway.posthouse()
                .send("ann", Draft.of(Scene.P2P, "bob", MessageType.FILE, null, attach, idClient))
                .await(10, SECONDS);
    }

    private static String hexOf(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
