package io.posthouse.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Fault;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files over HTTP, as src/docs/files.md has it, at a running gateway. */
class FilesTest {
    private static final int CHUNK = 4 * 1024 * 1024;

    @TempDir
    static Path directory;

    private static FileGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = FileGateway.start(directory, Duration.ofDays(1));
        gateway.account("ann");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.stop();
    }

    @Test
    void aFileComesInChunksAndIsFetchedAsItWas() throws Exception {
        byte[] content = random(2 * CHUNK + 12_345, 1);
        Upload upload = gateway.open(content.length, "thing.bin", "");

        HttpResponse<String> first = upload.chunk(0, Arrays.copyOfRange(content, 0, CHUNK));
        upload.chunk(CHUNK, Arrays.copyOfRange(content, CHUNK, 2 * CHUNK));
        HttpResponse<String> last = upload.chunk(2 * CHUNK, Arrays.copyOfRange(content, 2 * CHUNK, content.length));

        assertThat(new JsonObject(first.body())).isEqualTo(new JsonObject().put("offset", CHUNK));
        JsonObject file = new JsonObject(last.body()).getJsonObject("file");
        assertThat(file.getString("url")).isEqualTo(gateway.url() + "/files/" + upload.file());
        assertThat(file.getString("name")).isEqualTo("thing.bin");
        assertThat(file.getString("ext")).isEqualTo("bin");
        assertThat(file.getLong("size")).isEqualTo(content.length);
        assertThat(file.getString("md5")).isEqualTo(hex("MD5", content));
        assertThat(gateway.fetch(upload.file()).body()).isEqualTo(content);
    }

    @Test
    void aLineThatDropsInTheMiddleOfAChunkResumesWhereTheLastOneEnded() throws Exception {
        byte[] content = random(CHUNK + 1_000_000, 2);
        Upload upload = gateway.open(content.length, "", "");
        upload.chunk(0, Arrays.copyOfRange(content, 0, CHUNK));

        upload.drop(CHUNK, 1_000_000, random(300_000, 3));
        upload.awaitOffset(CHUNK);
        HttpResponse<String> last = upload.chunk(CHUNK, Arrays.copyOfRange(content, CHUNK, content.length));

        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(gateway.fetch(upload.file()).body()).isEqualTo(content);
    }

    @Test
    void chunksOutOfOrderOverlappingOrPastTheSizeAreRefusedAndLeaveTheUploadAsItWas() throws Exception {
        byte[] content = random(3000, 4);
        Upload upload = gateway.open(3000, "", "");
        upload.chunk(0, Arrays.copyOfRange(content, 0, 1000));

        assertFault(upload.chunk(0, new byte[500]), 409, Fault.STALE);
        assertFault(upload.chunk(999, new byte[2]), 409, Fault.STALE);
        assertFault(upload.chunk(1001, new byte[2]), 409, Fault.STALE);
        assertFault(upload.chunk(1000, new byte[2001]), 413, Fault.FILE_TOO_LARGE);
        assertFault(upload.last(1000, new byte[5]), 400, Fault.INVALID);
        assertThat(new JsonObject(upload.look().body()).getLong("offset")).isEqualTo(1000);
        upload.chunk(1000, Arrays.copyOfRange(content, 1000, 3000));
        assertThat(gateway.fetch(upload.file()).body()).isEqualTo(content);
    }

    @Test
    void aChunkHasItsLimitAndAFileItsOwn() throws Exception {
        Upload upload = gateway.open(CHUNK + 1, "", "");

        assertThat(upload.promise(0, CHUNK + 1)).isEqualTo(413);
        assertThat(upload.chunk(0, new byte[CHUNK]).statusCode()).isEqualTo(200);
        assertFault(gateway.askToOpen("ann", FileGateway.FILE_BYTES_MAX + 1, "", ""), 413, Fault.FILE_TOO_LARGE);
        assertThat(gateway.askToOpen("ann", FileGateway.FILE_BYTES_MAX, "", "").statusCode())
                .isEqualTo(201);
    }

    @Test
    void onlyTheTokenOfAnUploadMayTouchIt() throws Exception {
        Upload mine = gateway.open(10, "", "");
        Upload other = gateway.open(10, "", "");
        Upload forged = mine.withToken(other.token());

        assertFault(forged.chunk(0, new byte[10]), 401, Fault.UNAUTHENTICATED);
        assertFault(forged.look(), 401, Fault.UNAUTHENTICATED);
        assertFault(forged.abort(), 401, Fault.UNAUTHENTICATED);
        assertFault(mine.withToken("").chunk(0, new byte[10]), 401, Fault.UNAUTHENTICATED);
        String done = mine.chunk(0, new byte[10]).body();
        assertFault(forged.chunk(0, new byte[10]), 401, Fault.UNAUTHENTICATED);
        assertFault(mine.abort(), 401, Fault.UNAUTHENTICATED);
        assertFault(mine.chunk(10, new byte[1]), 409, Fault.STALE);
        assertThat(mine.chunk(0, "0123456789".getBytes(UTF_8)).body())
                .as("the answer that was lost, and nothing changed")
                .isEqualTo(done);
        assertThat(gateway.fetch(mine.file()).body()).isEqualTo(new byte[10]);
    }

    @Test
    void pathTricksLeadNowhere() throws Exception {
        for (String path : new String[] {
            "/files/..%2f..%2fredis.conf",
            "/files/%2e%2e%2f%2e%2e",
            "/uploads/..%2f..%2f",
            "/files/" + "g".repeat(32),
            "/files/"
        }) {
            assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(404);
        }
        for (String name : new String[] {"../../etc/passwd", "a\\b", "a\nb", "x".repeat(256)}) {
            assertFault(gateway.askToOpen("ann", 1, name, ""), 400, Fault.INVALID);
        }
    }

    @Test
    void anAbortFreesWhatWasStored() throws Exception {
        Upload upload = gateway.open(3000, "", "");
        upload.chunk(0, new byte[1000]);
        assertThat(gateway.uploadsStored()).contains(upload.file());

        assertThat(upload.abort().statusCode()).isEqualTo(204);

        assertThat(gateway.uploadsStored()).doesNotContain(upload.file());
        assertFault(upload.chunk(1000, new byte[2000]), 401, Fault.UNAUTHENTICATED);
    }

    /** What is written to /dev/full the system refuses as it does on a disk that is full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAnsweredAsSuchAndTheChunkMayComeAgain() throws Exception {
        byte[] content = random(100_000, 6);
        Upload upload = gateway.open(content.length, "", "");
        Files.createSymbolicLink(directory.resolve("files/uploads").resolve(upload.file()), Path.of("/dev/full"));

        assertFault(upload.chunk(0, content), 507, Fault.STORAGE_FULL);

        assertThat(gateway.uploadsStored()).doesNotContain(upload.file());
        assertThat(upload.chunk(0, content).statusCode()).isEqualTo(200);
        assertThat(gateway.fetch(upload.file()).body()).isEqualTo(content);
    }

    @Test
    void whatIsNotWhatItIsSaidToBeIsRefusedAndNothingIsLeft() throws Exception {
        byte[] page = "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(UTF_8);
        Upload upload = gateway.open(page.length, "cat.png", "image/png");

        assertFault(upload.chunk(0, page), 415, Fault.FILE_REFUSED);

        assertThat(gateway.uploadsStored()).doesNotContain(upload.file());
        assertThat(gateway.fetch(upload.file()).statusCode()).isEqualTo(404);
    }

    @Test
    void aPageOrADrawingCannotActOnOurOrigin() throws Exception {
        Upload page = gateway.upload("x.html", "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(UTF_8));
        Upload drawing = gateway.upload(
                "x.svg",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
                        .getBytes(UTF_8));

        for (Upload upload : new Upload[] {page, drawing}) {
            HttpResponse<byte[]> fetched = gateway.fetch(upload.file());
            assertThat(fetched.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            assertThat(fetched.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(fetched.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "sandbox")
                    .doesNotContain("script-src", "allow-scripts");
        }
    }

    @Test
    void theTypeIsWhatTheBytesShowAndPicturesAreShownWithTheirSize() throws Exception {
        byte[] jpeg = Pictures.jpeg(40, 20, 6);
        Upload upload = gateway.open(jpeg.length, "Straße \"1\".jpg", "image/jpeg");

        JsonObject file = new JsonObject(upload.chunk(0, jpeg).body()).getJsonObject("file");
        HttpResponse<byte[]> fetched = gateway.fetch(upload.file());

        assertThat(file.getString("type")).isEqualTo("image/jpeg");
        assertThat(file.getInteger("orientation")).isEqualTo(6);
        assertThat(file.getInteger("w")).as("as it is shown").isEqualTo(20);
        assertThat(file.getInteger("h")).isEqualTo(40);
        assertThat(fetched.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(fetched.headers().firstValue("Content-Disposition"))
                .contains("inline; filename=\"Stra_e _1_.jpg\"; filename*=UTF-8''Stra%C3%9Fe%20%221%22.jpg");
    }

    @Test
    void partsAreServedAndKnownBytesAreNotSentAgain() throws Exception {
        byte[] content = random(100_000, 5);
        Upload upload = gateway.upload("", content);
        String path = "/files/" + upload.file();

        HttpResponse<byte[]> part = gateway.get(path, "Range", "bytes=100-299");
        HttpResponse<byte[]> tail = gateway.get(path, "Range", "bytes=-10");
        String tag = part.headers().firstValue("ETag").orElseThrow();

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 100-299/100000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 100, 300));
        assertThat(tail.body()).isEqualTo(Arrays.copyOfRange(content, 99_990, 100_000));
        assertThat(gateway.get(path, "Range", "bytes=100000-").statusCode()).isEqualTo(416);
        assertThat(gateway.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(gateway.get(path, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(tag).isEqualTo('"' + hex("SHA-256", content) + '"');
    }

    @Test
    void anEmptyFileAndOneOfUnknownSizeAreFilesToo() throws Exception {
        Upload empty = gateway.open(0, "", "");
        Upload unknown = gateway.open(0, "", "");

        assertThat(empty.last(0, new byte[0]).statusCode()).isEqualTo(200);
        unknown.chunk(0, "ab".getBytes(UTF_8));
        assertThat(unknown.last(2, new byte[0]).statusCode()).isEqualTo(200);

        assertThat(gateway.fetch(empty.file()).body()).isEmpty();
        assertThat(gateway.fetch(unknown.file()).body()).isEqualTo("ab".getBytes(UTF_8));
    }

    @Test
    void aThumbnailIsSmallTurnedAndKept() throws Exception {
        Upload upload = gateway.upload("x.jpg", Pictures.jpeg(1600, 800, 6));
        String path = "/files/" + upload.file() + "?thumbnail=200x200";

        HttpResponse<byte[]> small = gateway.get(path);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(small.body()));

        assertThat(small.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(List.of(picture.getWidth(), picture.getHeight())).isEqualTo(List.of(128, 256));
        assertThat(gateway.filesStored()).anyMatch(name -> name.endsWith("-256"));
        assertThat(gateway.get(path).body()).isEqualTo(small.body());
        assertThat(gateway.get(
                                path,
                                "If-None-Match",
                                small.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
        assertThat(gateway.get("/files/" + upload.file() + "?thumbnail=9999x9999")
                        .body())
                .as("not larger than the largest")
                .hasSizeLessThan(100_000);
        assertThat(gateway.get("/files/" + upload.file() + "?thumbnail=..%2f").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatUnpacksToMoreThanAnyCameraTakesIsNotUnpacked() throws Exception {
        Upload bomb = gateway.upload("bomb.png", Pictures.sayingItIs(30_000, 30_000));

        HttpResponse<byte[]> small = gateway.get("/files/" + bomb.file() + "?thumbnail=200x200");

        assertThat(small.statusCode()).isEqualTo(415);
        assertThat(new String(small.body(), UTF_8)).as("before it was unpacked").contains("64000000 pixels");
        assertThat(gateway.fetch(bomb.file()).statusCode())
                .as("as a file it harms nobody")
                .isEqualTo(200);
    }

    @Test
    void whatIsSmallOrNoPictureIsItsOwnThumbnail() throws Exception {
        byte[] text = "no picture".getBytes(UTF_8);
        Upload page = gateway.upload("x.txt", text);
        Upload dot = gateway.upload("x.png", Pictures.png(20, 10));

        assertThat(gateway.get("/files/" + page.file() + "?thumbnail=64x64").body())
                .isEqualTo(text);
        assertThat(gateway.get("/files/" + dot.file() + "?thumbnail=64x64").body())
                .isEqualTo(Pictures.png(20, 10));
    }

    private static void assertFault(HttpResponse<String> answer, int status, Fault fault) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getInteger("code"))
                .isEqualTo(fault.code());
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
