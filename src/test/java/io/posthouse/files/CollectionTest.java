package io.posthouse.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.FilesConfig;
import io.posthouse.it.Waiting;
import io.posthouse.model.Answer;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of bytes that nobody needs, at a running gateway. */
class CollectionTest {
    private static final Duration UPLOAD_LIFE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration UNUSED_LIFE = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private static FileGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        FilesConfig files =
                FileGateway.files(FilesConfig.DEFAULT.s3(), UPLOAD_LIFE, UNUSED_LIFE, FilesConfig.DEFAULT.linkLife());
        gateway = FileGateway.start(directory, files, Map.of());
        gateway.account("ann");
        gateway.account("bob");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.stop();
    }

    @Test
    void anUploadThatIsNotWholeWhenItsTimeIsOverIsRefusedAndFreed() throws Exception {
        Upload upload = gateway.open(3000, "", "");
        assertThat(upload.chunk(0, new byte[1000]).statusCode()).isEqualTo(200);
        assertThat(gateway.uploadsStored()).contains(upload.file());

        Waiting.until(
                "the upload's token is good no more",
                UPLOAD_LIFE.plus(PATIENCE),
                () -> upload.look().statusCode() == 401);

        HttpResponse<String> late = upload.chunk(1000, new byte[2000]);
        assertThat(late.statusCode()).as(late.body()).isEqualTo(401);
        assertThat(new JsonObject(late.body()).getJsonObject("error").getInteger("code"))
                .isEqualTo(Fault.UNAUTHENTICATED.code());
        gateway.awaitGone(upload.file());
    }

    @Test
    void theSameBytesAreStoredOnceAndGoWithTheLastMessageThatRefersToThem() throws Exception {
        byte[] content = "the same bytes".repeat(5000).getBytes(UTF_8);
        Upload one = gateway.upload("one", content);
        Upload two = gateway.upload("two", content);
        Answer.Sent sent = send("i1", one);

        gateway.awaitGone(two.file());
        assertThat(gateway.fetch(one.file()).body()).isEqualTo(content);
        assertThat(gateway.filesStored())
                .filteredOn(name -> name.startsWith(hexOf(content)))
                .hasSize(1);

        gateway.recall("ann", sent.message());
        gateway.awaitGone(one.file());
        Waiting.until("the bytes are deleted", PATIENCE, () -> gateway.filesStored().stream()
                .noneMatch(name -> name.startsWith(hexOf(content))));
    }

    private static Answer.Sent send(String idClient, Upload upload) throws Exception {
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
