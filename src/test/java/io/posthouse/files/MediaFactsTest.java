package io.posthouse.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of small files that other programs (ffmpeg's encoders) have made, and of what somebody has made of them. */
class MediaFactsTest {
    private static final Path MEDIA = Path.of("src/test/resources/media");
    /** What a look at one file may take, with the buffers of digests and of the search for its type. */
    private static final long MEMORY_BYTES_MAX = 4 * 1024 * 1024;

    @TempDir
    Path directory;

    private final Examiner examiner = new Examiner();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "cbr.mp3, audio/mpeg, 2592, -, -, MP3, -",
                "vbr.mp3, audio/mpeg, 2592, -, -, MP3, -",
                "vorbis.ogg, audio/ogg, 2500, -, -, Vorbis, -",
                "opus.ogg, audio/ogg, 2500, -, -, Opus, -",
                "silence.flac, audio/x-flac, 2500, -, -, FLAC, -",
                "mulaw.wav, audio/vnd.wave, 500, -, -, mu-law, -",
                "sound.m4a, audio/mp4, 2500, -, -, AAC, -",
                "live.webm, audio/webm, 2500, -, -, Opus, -",
                "film.webm, video/webm, 2607, 64, 48, Opus, VP8",
                "film.mkv, video/x-matroska, 2600, 64, 48, -, H.264",
                "film.mov, video/quicktime, 2600, 64, 48, -, MPEG-4",
                "turned.mp4, video/mp4, 2600, 48, 64, -, H.264",
                "fragments.mp4, video/mp4, -, 64, 48, AAC, H.264",
                "lossy.webp, image/webp, -, 320, 200, -, -",
                "clear.webp, image/webp, -, 300, 20, -, -",
                "still.avif, image/avif, -, 64, 48, -, -"
            })
    void whatAFileIsAndHowLongAndLargeShowsInItsBytes(
            String name, String type, Long dur, Integer w, Integer h, String audio, String video) throws IOException {
        Findings found = examiner.examine(MEDIA.resolve(name));

        assertThat(found.type()).isEqualTo(type);
        if (dur == null) {
            assertThat(found.facts().getLong("dur")).isNull();
        } else {
            assertThat(found.facts().getLong("dur")).isCloseTo(dur, Offset.offset(60L));
        }
        assertThat(found.facts().getInteger("w")).isEqualTo(w);
        assertThat(found.facts().getInteger("h")).isEqualTo(h);
        assertThat(found.facts().getString("audioCodec")).isEqualTo(audio);
        assertThat(found.facts().getString("videoCodec")).isEqualTo(video);
    }

    @Test
    void whateverLengthsTheBytesSayTheyHaveALookTakesLittleMemoryAndThrowsNothing() throws IOException {
        Random random = new Random(5);
        Path file = directory.resolve("made");
        for (Path sample : samples()) {
            byte[] good = Files.readAllBytes(sample);
            for (int i = 0; i < 150; i++) {
                byte[] made = good.clone();
                for (int j = 0; j < 3; j++) {
                    lie(random, made, i % 2 == 0 ? made.length : Math.min(200, made.length));
                }
                Files.write(file, made);

                long taken = memoryOf(file);

                assertThat(taken).as(sample + ", try " + i).isLessThan(MEMORY_BYTES_MAX);
            }
        }
    }

    @Test
    void aWebpIsTurnedAsItsExifSaysAndWhatThatSaysOfItsLengthIsNotBelieved() throws IOException {
        Path file = directory.resolve("made.webp");

        Files.write(file, webp(26));
        JsonObject facts = examiner.examine(file).facts();
        Files.write(file, webp(Integer.MAX_VALUE));
        long taken = memoryOf(file);
        Files.write(file, webp(-1));
        long takenOfMore = memoryOf(file);

        assertThat(facts).isEqualTo(new JsonObject().put("w", 20).put("h", 300).put("orientation", 6));
        assertThat(taken).isLessThan(MEMORY_BYTES_MAX);
        assertThat(takenOfMore).isLessThan(MEMORY_BYTES_MAX);
    }

    /** 300 by 20 pixels, and turned. */
    private static byte[] webp(int exifLength) {
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(UTF_8))
                .putInt(56)
                .put("WEBPVP8X".getBytes(UTF_8))
                .putInt(10)
                .put(new byte[] {8, 0, 0, 0, 299 & 255, 299 >> 8, 0, 19, 0, 0})
                .put("EXIF".getBytes(UTF_8))
                .putInt(exifLength)
                .put(exif)
                .array();
    }

    /** As a length it is a large one. */
    private static void lie(Random random, byte[] made, int within) {
        int at = random.nextInt(Math.max(1, within - 4));
        int what = random.nextInt(3);
        for (int k = 0; k < 4 && at + k < made.length; k++) {
            made[at + k] =
                    what == 0 ? (byte) random.nextInt(256) : what == 1 ? (byte) 0xff : (byte) (k == 0 ? 0x7f : 0);
        }
    }

    private long memoryOf(Path file) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        examiner.examine(file);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(MEDIA)) {
            return files.sorted().toList();
        }
    }
}
