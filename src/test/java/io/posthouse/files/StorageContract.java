package io.posthouse.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every storage of files does, in whatever it keeps them. */
interface StorageContract {

    Vertx vertx();

    Storage storage();

    /** Where it puts what is being worked on. */
    Path making();

    /** The names of everything that the storage holds of an upload or a key. */
    List<String> held(String name);

    @Test
    default void chunksOneBehindTheOtherAreOneFile() throws Exception {
        String upload = name();
        byte[] content = random(300_000);

        write(upload, 0, content, 0, 100_000);
        write(upload, 100_000, content, 100_000, 120_001);
        write(upload, 120_001, content, 120_001, 300_000);
        byte[] seen = keep(upload, content.length, upload + "-0");

        assertThat(seen).isEqualTo(content);
        assertThat(whole(upload + "-0", 0, content.length)).isEqualTo(content);
        assertThat(await(() -> storage().size(upload + "-0"))).isEqualTo(content.length);
        assertThat(held("uploads/" + upload)).as("the upload is gone").isEmpty();
    }

    @Test
    default void aChunkThatComesAgainTakesThePlaceOfItsFirstTry() throws Exception {
        String upload = name();
        byte[] content = random(5000);

        write(upload, 0, content, 0, 1000);
        write(upload, 1000, random(4000), 0, 4000);
        write(upload, 1000, content, 1000, 1500);
        write(upload, 1500, content, 1500, 5000);

        assertThat(keep(upload, 5000, upload + "-0")).isEqualTo(content);
    }

    @Test
    default void aChunkThatBreaksOffLeavesTheUploadAsItWas() throws Exception {
        String upload = name();
        byte[] content = random(200_000);
        write(upload, 0, content, 0, 50_000);
        List<String> before = held("uploads/" + upload);

        assertThatThrownBy(() -> await(() -> storage()
                        .write(upload, 50_000, 150_000, ByteStream.breakingOff(vertx(), random(150_000), 90_000))))
                .hasMessageContaining("the client hung up");

        assertThat(held("uploads/" + upload)).isEqualTo(before);
        assertThat(keep(upload, 50_000, upload + "-0")).hasSize(50_000);
    }

    @Test
    default void aFirstChunkThatBreaksOffLeavesNothing() {
        String upload = name();

        assertThatThrownBy(() -> await(() ->
                        storage().write(upload, 0, 150_000, ByteStream.breakingOff(vertx(), random(150_000), 90_000))))
                .hasMessageContaining("the client hung up");

        assertThat(held("uploads/" + upload)).isEmpty();
    }

    @Test
    default void aChunkThatNobodyCountedIsNoPartOfTheFile() throws Exception {
        String upload = name();
        byte[] content = random(2000);

        write(upload, 0, content, 0, 1000);
        write(upload, 1000, content, 1000, 2000);

        assertThat(keep(upload, 1000, upload + "-0")).hasSize(1000);
    }

    @Test
    default void anEmptyUploadIsAnEmptyFile() throws Exception {
        String upload = name();

        write(upload, 0, new byte[0], 0, 0);

        assertThat(keep(upload, 0, upload + "-0")).isEmpty();
        assertThat(await(() -> storage().size(upload + "-0"))).isZero();
    }

    @Test
    default void whatIsThrownAwayIsGoneAndMayBeThrownAwayAgain() throws Exception {
        String upload = name();
        write(upload, 0, random(10), 0, 10);
        write(upload, 10, random(10), 0, 10);

        await(() -> storage().discard(upload));
        await(() -> storage().discard(upload));

        assertThat(held("uploads/" + upload)).isEmpty();
    }

    @Test
    default void aPartIsReadAloneAndTheStreamIsEnded() throws Exception {
        String key = stored(random(100_000));
        byte[] content = whole(key, 0, 100_000);

        assertThat(whole(key, 99_990, 10)).isEqualTo(Arrays.copyOfRange(content, 99_990, 100_000));
        assertThat(whole(key, 17, 1)).containsExactly(content[17]);
    }

    @Test
    default void aSlowReaderIsGivenNoMoreThanItTakes() throws Exception {
        byte[] content = random(2_000_000);
        String key = stored(content);
        SlowSink sink = new SlowSink(vertx());

        await(() -> storage().read(key, 0, content.length, sink));

        assertThat(sink.taken().getBytes()).isEqualTo(content);
        assertThat(sink.isEnded()).isTrue();
        assertThat(sink.forced()).as("pieces that came while it was full").isZero();
    }

    @Test
    default void whatIsNotThereIsSaidBeforeAnythingIsWritten() throws Exception {
        SlowSink sink = new SlowSink(vertx());
        String nothing = name();

        assertThatThrownBy(() -> await(() -> storage().read(nothing, 0, 10, sink)))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> await(() -> storage().view(nothing, Files::readAllBytes)))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(sink.taken().length()).isZero();
        assertThat(sink.isEnded()).isFalse();
        assertThat(await(() -> storage().size(nothing))).isEqualTo(-1);
    }

    @Test
    default void aFewBytesTakeThePlaceOfWhatWasThere() throws Exception {
        String key = name();

        await(() -> storage().put(key, Buffer.buffer("first")));
        await(() -> storage().put(key, Buffer.buffer("second")));

        assertThat(await(() -> storage().view(key, Files::readAllBytes))).isEqualTo("second".getBytes(UTF_8));
        assertThat(namesIn(making())).as("copies that were left").isEmpty();
    }

    @Test
    default void whatIsDeletedIsGoneAndMayBeDeletedAgain() throws Exception {
        String key = stored(random(10));

        await(() -> storage().delete(key));
        await(() -> storage().delete(key));

        assertThat(await(() -> storage().size(key))).isEqualTo(-1);
        assertThat(held("whole/" + key)).isEmpty();
    }

    @Test
    default void whatALookThrowsIsToldAndNoCopyIsLeft() throws Exception {
        String upload = name();
        write(upload, 0, random(10), 0, 10);

        assertThatThrownBy(() -> await(() -> storage()
                        .finish(
                                upload,
                                10,
                                whole -> whole.look(path -> {
                                    throw new IllegalStateException("no picture");
                                }))))
                .hasMessage("no picture");

        assertThat(namesIn(making())).isEmpty();
        assertThat(held("uploads/" + upload)).as("it may be finished again").isNotEmpty();
    }

    @Test
    default void whatACrashLeftBehindGoesAfterAnHourAndWhatIsBeingMadeStays() throws Exception {
        Path left = Files.writeString(making().resolve("left"), "x");
        Files.setLastModifiedTime(
                left, FileTime.from(Instant.now().minus(Scratch.LEFT_BEHIND).minusSeconds(60)));
        Path made = Files.writeString(making().resolve("made"), "x");

        await(() -> storage().tidy());

        assertThat(left).doesNotExist();
        assertThat(made).exists();
        Files.delete(made);
    }

    @Test
    default void aNameThatIsNoneOfTheGatewaysIsRefused() {
        assertThatThrownBy(() -> await(() -> storage().delete("../../etc/passwd")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> await(() -> storage().discard("../whole")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Keeps an upload under a key; yields what a look at it saw. */
    private byte[] keep(String upload, long size, String key) throws Exception {
        return await(() -> storage().finish(upload, size, whole -> whole.look(Files::readAllBytes)
                .compose(seen -> whole.keep(key).map(seen))));
    }

    private String stored(byte[] content) throws Exception {
        String upload = name();
        write(upload, 0, content, 0, content.length);
        keep(upload, content.length, upload + "-0");
        return upload + "-0";
    }

    private void write(String upload, long offset, byte[] content, int from, int to) throws Exception {
        byte[] chunk = Arrays.copyOfRange(content, from, to);
        long written = await(() -> storage().write(upload, offset, chunk.length, ByteStream.of(vertx(), chunk)));
        assertThat(written).isEqualTo(chunk.length);
    }

    private byte[] whole(String key, long from, long length) throws Exception {
        SlowSink sink = new SlowSink(vertx());
        await(() -> storage().read(key, from, length, sink));
        assertThat(sink.isEnded()).isTrue();
        return sink.taken().getBytes();
    }

    /** As the gateway does it: on an event loop. */
    default <T> T await(Callable<Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        vertx().runOnContext(ignored -> {
            try {
                work.call().onComplete(done);
            } catch (Exception thrown) {
                done.fail(thrown);
            }
        });
        return done.future().await(20, SECONDS);
    }

    static String name() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
