package io.posthouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose pages may upload as clients of the NIM wire do, and whose may fetch. */
class FileOriginsTest {
    @TempDir
    static Path directory;

    @Test
    void uploadsOfTheNimWireFollowItsSettingAndDownloadsAreOpen() throws Exception {
        FileGateway gateway = FileGateway.start(
                directory,
                FileGateway.files(Duration.ofDays(1)),
                Map.of("POSTHOUSE_NIM_ALLOWED_ORIGINS", "https://chat.example.com"));
        gateway.account("ann");
        Upload upload = gateway.open(10, "", "");
        String path = "/nos/files/" + upload.file() + "?offset=0&complete=true";

        HttpResponse<String> refused = gateway.send("OPTIONS", path, new byte[0], "Origin", "https://evil.example");
        HttpResponse<String> posted = gateway.send(
                "POST", path, new byte[10], "Origin", "https://evil.example", "x-nos-token", upload.token());
        HttpResponse<String> allowed = gateway.send("OPTIONS", path, new byte[0], "Origin", "https://chat.example.com");
        HttpResponse<String> done = gateway.send(
                "POST", path, new byte[10], "Origin", "https://chat.example.com", "x-nos-token", upload.token());
        HttpResponse<byte[]> fetched = gateway.get("/files/" + upload.file(), "Origin", "https://elsewhere.example");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(posted.statusCode()).isEqualTo(403);
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.headers().firstValue("Access-Control-Allow-Origin")).contains("https://chat.example.com");
        assertThat(fetched.body()).hasSize(10);
        gateway.stop();
    }
}
