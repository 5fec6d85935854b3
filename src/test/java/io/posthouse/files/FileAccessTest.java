package io.posthouse.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.config.FilesConfig;
import io.posthouse.it.Waiting;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may upload, and who may fetch: pages of some origins, links that are good for a while. */
class FileAccessTest {
    @TempDir
    static Path directory;

    private static FileGateway lasting;

    @BeforeAll
    static void start() throws Exception {
        lasting = gateway("lasting", Duration.ofHours(1));
    }

    @AfterAll
    static void stop() throws Exception {
        lasting.stop();
    }

    private static FileGateway gateway(String name, Duration linkLife) throws Exception {
        FilesConfig files = FileGateway.files(FilesConfig.DEFAULT.s3(), Duration.ofDays(1), linkLife);
        FileGateway gateway = FileGateway.start(
                directory.resolve(name), files, Map.of("POSTHOUSE_NIM_ALLOWED_ORIGINS", "https://chat.example.com"));
        gateway.account("ann");
        return gateway;
    }

    @Test
    void theAddressOfAnUploadIsSignedAndGoodForEveryPartAndSize() throws Exception {
        byte[] picture = Pictures.jpeg(1600, 800, 1);
        Upload upload = lasting.open(picture.length, "x.jpg", "");
        String url = new JsonObject(upload.chunk(0, picture).body())
                .getJsonObject("file")
                .getString("url");
        URI address = URI.create(url);
        String path = address.getRawPath() + "?" + address.getRawQuery();

        assertThat(lasting.get(path).body()).isEqualTo(picture);
        assertThat(lasting.get(path, "Range", "bytes=0-9").body()).hasSize(10);
        assertThat(lasting.get(path + "&thumbnail=64x64").body()).hasSizeLessThan(picture.length);
    }

    @Test
    void whatIsNotSignedOrChangedOrAnotherFilesIsRefused() throws Exception {
        Upload one = lasting.upload("one", "one".getBytes(UTF_8));
        Upload two = lasting.upload("two", "two".getBytes(UTF_8));
        String query = link(lasting, one.file()).query();
        String expires = query.substring(query.indexOf('=') + 1, query.indexOf('&'));
        String later = query.replace(expires, Long.toString(Long.parseLong(expires) + 1));

        assertThat(lasting.get("/files/" + one.file() + query).statusCode()).isEqualTo(200);
        for (String path : new String[] {
            "/files/" + one.file(),
            "/files/" + one.file() + "?thumbnail=64x64",
            "/files/" + one.file() + "?expires=" + expires,
            "/files/" + one.file() + later,
            "/files/" + one.file() + query.substring(0, query.length() - 1),
            "/files/" + one.file() + query.replace("expires=", "expires=0"),
            "/files/" + one.file() + "?expires=x&signature=",
            "/files/" + two.file() + query
        }) {
            HttpResponse<byte[]> refused = lasting.get(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(new JsonObject(new String(refused.body(), UTF_8))
                            .getJsonObject("error")
                            .getInteger("code"))
                    .isEqualTo(Fault.FORBIDDEN.code());
        }
    }

    @Test
    void aLinkEndsAndAFreshOneIsGood() throws Exception {
        FileGateway brief = gateway("brief", Duration.ofSeconds(2));
        Upload upload = brief.upload("x", "x".getBytes(UTF_8));
        String path = "/files/" + upload.file() + link(brief, upload.file()).query();

        assertThat(brief.get(path).statusCode()).isEqualTo(200);
        Waiting.until(
                "the link ends", Duration.ofSeconds(20), () -> brief.get(path).statusCode() == 403);

        assertThat(brief.get("/files/" + upload.file()
                                + link(brief, upload.file()).query())
                        .statusCode())
                .isEqualTo(200);
        brief.stop();
    }

    @Test
    void aLinkToWhatIsNotThereIsRefused() {
        assertThatThrownBy(() -> link(lasting, "0".repeat(32)))
                .isInstanceOfSatisfying(FaultException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(Fault.NOT_FOUND));
    }

    @Test
    void uploadsOfTheNimWireFollowItsSettingAndDownloadsAreOpenToEveryPage() throws Exception {
        Upload upload = lasting.open(10, "", "");
        String path = "/nos/files/" + upload.file() + "?offset=0&complete=true";

        HttpResponse<String> refused = lasting.send("OPTIONS", path, new byte[0], "Origin", "https://evil.example");
        HttpResponse<String> posted = lasting.send(
                "POST", path, new byte[10], "Origin", "https://evil.example", "x-nos-token", upload.token());
        HttpResponse<String> allowed = lasting.send("OPTIONS", path, new byte[0], "Origin", "https://chat.example.com");
        HttpResponse<String> done = lasting.send(
                "POST", path, new byte[10], "Origin", "https://chat.example.com", "x-nos-token", upload.token());
        HttpResponse<byte[]> fetched = lasting.get(
                "/files/" + upload.file() + link(lasting, upload.file()).query(),
                "Origin",
                "https://elsewhere.example");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(posted.statusCode()).isEqualTo(403);
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.headers().firstValue("Access-Control-Allow-Origin")).contains("https://chat.example.com");
        assertThat(fetched.body()).hasSize(10);
    }

    private static Answer.FileLink link(FileGateway gateway, String file) throws Exception {
        return (Answer.FileLink)
                gateway.posthouse().ask("ann", new Command.LinkFile(file)).await(10, SECONDS);
    }
}
