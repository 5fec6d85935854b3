package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.config.FilesConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FileCommand;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.StoredFile;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the store knows of files: uploads, what holds a file, what it shares its bytes with. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class FileTest {
    private static final long LEASE_MILLIS = 60_000;
    private static final String DIGEST = "ab".repeat(32);
    private static final Conversation CHAT = Conversation.between("ann", "bob");
    private static final Caller NODE = Caller.server("files");

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d1");
    private TestStore store;
    /** The same, a day later as far as files are concerned. */
    private TestStore dayLater;

    private Keys keys = new Keys("");
    private String lastSettled = "";

    @BeforeEach
    void open(Vertx vertx, TestRedis redis) {
        keys = new Keys(redis.config().store().keyPrefix());
        store = TestStore.open(vertx, config(redis.config(), Duration.ofDays(1)), redis.target());
        dayLater = TestStore.open(vertx, config(redis.config(), Duration.ofMillis(1)), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
        dayLater.close();
    }

    private static Config config(Config base, Duration unusedLife) {
        FilesConfig d = FilesConfig.DEFAULT;
        return base.withFiles(new FilesConfig(
                true,
                "",
                d.s3(),
                "",
                2_000_000,
                3,
                20,
                List.of("image/*", "text/plain"),
                d.uploadLife(),
                unusedLife,
                d.collectInterval(),
                d.linkLife(),
                Duration.ofMillis(1),
                d.uploadsMax()));
    }

    @Test
    void anUploadTakesItsChunksInTurnAndNoOthers() {
        Answer.UploadOpened upload = opened(300);
        Answer.ChunkTaken taken = take(upload, 0, 100);

        assertThat(taken.size()).isEqualTo(300);
        assertThat(fault(upload, 0, 100)).as("another writer while one writes").isEqualTo(Fault.OVERLOADED);
        end(upload, taken, 100);
        assertThat(fault(upload, 0, 100)).as("a chunk that overlaps").isEqualTo(Fault.STALE);
        assertThat(fault(upload, 200, 100)).as("a chunk too early").isEqualTo(Fault.STALE);
        assertThat(fault(upload, 100, 201)).as("more than announced").isEqualTo(Fault.FILE_TOO_LARGE);
        take(upload, 100, 200);
        assertThat(store.answer(
                        NODE, new FileCommand.SeeUpload(upload.file(), upload.token()), Answer.UploadState.class))
                .isEqualTo(new Answer.UploadState(100, 300));
    }

    @Test
    void aTokenIsForItsOwnUploadAlone() {
        Answer.UploadOpened mine = opened(300);
        Answer.UploadOpened other = opened(300);

        assertThat(store.fault(NODE, new FileCommand.TakeChunk(mine.file(), other.token(), 0, 1, LEASE_MILLIS)))
                .isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(store.fault(NODE, new FileCommand.SeeUpload(mine.file(), other.token())))
                .isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(store.fault(NODE, new FileCommand.AbortUpload(mine.file(), other.token())))
                .isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(store.fault(NODE, new FileCommand.TakeChunk("0".repeat(32), mine.token(), 0, 1, LEASE_MILLIS)))
                .as("no such upload")
                .isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void aWriterWhoseLeaseIsLostChangesNothing() {
        Answer.UploadOpened upload = opened(300);
        Answer.ChunkTaken late = store.answer(
                NODE, new FileCommand.TakeChunk(upload.file(), upload.token(), 0, 100, 1), Answer.ChunkTaken.class);
        RedisProcess.awaitUntil("the lease is over", () -> isTaken(upload, 0, 50));

        assertThat(store.fault(NODE, new FileCommand.EndChunk(upload.file(), late.lease(), 100)))
                .isEqualTo(Fault.STALE);
        assertThat(store.fault(NODE, new FileCommand.SettleFile(upload.file(), late.lease())))
                .isEqualTo(Fault.STALE);
    }

    @Test
    void sizesTypesAndTheDaysShareAreLimited() {
        assertThat(store.fault(ann, new Command.OpenUpload(2_000_001, "", ""))).isEqualTo(Fault.FILE_TOO_LARGE);
        assertThat(store.fault(ann, new Command.OpenUpload(1, "", "video/mp4"))).isEqualTo(Fault.FILE_REFUSED);
        opened(2_000_000);
        assertThat(store.fault(ann, new Command.OpenUpload(2_000_000, "", ""))).isEqualTo(Fault.LIMIT_REACHED);
        Answer.UploadOpened unannounced = opened(0);
        take(unannounced, 0, 1_000_000);
        end(unannounced, takeAgain(unannounced), 1_000_000);
        assertThat(fault(unannounced, 1_000_000, 500_000)).isEqualTo(Fault.LIMIT_REACHED);
        for (int i = 0; i < 18; i++) {
            opened(1);
        }
        assertThat(store.fault(ann, new Command.OpenUpload(1, "", ""))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(store.answer(bob, new Command.OpenUpload(1, "", ""), Answer.UploadOpened.class)
                        .file())
                .as("another account's day")
                .hasSize(32);
    }

    @Test
    void anUploadThatWasGivenUpGoesAndItsTokenIsVoid() {
        Answer.UploadOpened upload = opened(300);

        store.run(NODE, new FileCommand.AbortUpload(upload.file(), upload.token()));

        assertThat(fault(upload, 0, 1)).isEqualTo(Fault.UNAUTHENTICATED);
        RedisProcess.awaitUntil("the upload is due", () -> isDue(store, upload.file()));
        awaitGone(upload.file());
        assertThat(isDue(store, upload.file())).isFalse();
    }

    @Test
    void aFileIsDueADayAfterItWasUploadedAndLessOftenTheLongerItIsHeld() {
        String file = settled("one");
        store.run(ann, send(file, "i1"));
        assertThat(isDue(store, file)).isFalse();
        long before = due(file);

        RedisProcess.awaitUntil("the reference is a while old", () -> {
            check(file);
            return due(file) < before;
        });

        RedisProcess.awaitUntil("it is due again", () -> isDue(store, file));
    }

    private boolean isDue(TestStore asked, String file) {
        return asked.answer(NODE, new FileCommand.FindDueFiles(100), Answer.DueFiles.class)
                .files()
                .contains(file);
    }

    private long due(String file) {
        return store.raw(Call.of(io.vertx.redis.client.Command.ZSCORE)
                        .key(keys.files())
                        .arg(file))
                .get()
                .toLong();
    }

    @Test
    void aFileThatNoMessageRefersToGoesAfterItsTime() {
        String file = settled("one");
        assertThat(store.answer(NODE, new FileCommand.CheckFile(file), Answer.FileChecked.class)
                        .isGone())
                .as("before its time")
                .isFalse();

        awaitGone(file);

        assertThat(store.fault(NODE, new FileCommand.FindFile(file))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.fault(ann, send(file, "i1")))
                .as("a message that names it")
                .isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void aMessageHoldsTheFileThatItsAttachNamesUntilItIsRecalled() {
        String file = settled("one");
        Message message = store.answer(ann, send(file, "i1"), Answer.Sent.class).message();
        awaitGone(settled("two"));
        assertThat(check(file)).as("held by a message").isEqualTo(new Answer.FileChecked(false, ""));
        store.run(ann, new Command.Recall(CHAT, "ann", "i1", message.idServer(), null, null));
        awaitGone(file);
        assertThat(store.answer(ann, send(file, "i1"), Answer.Sent.class).duplicate())
                .as("S2: the recalled message asked for again")
                .isTrue();
    }

    @Test
    void aForwardedFileIsHeldByWhateverMessageIsLeft() {
        String file = settled("one");
        Message first = store.answer(ann, send(file, "i1"), Answer.Sent.class).message();
        store.run(bob, new Command.Send(draft("cleo", file, "i1")));
        store.run(ann, new Command.Recall(CHAT, "ann", "i1", first.idServer(), null, null));
        awaitGone(settled("two"));

        assertThat(check(file).isGone()).isFalse();
        assertThat(store.answer(NODE, new FileCommand.FindFile(file), Answer.FileFound.class)
                        .file()
                        .name())
                .isEqualTo("one");
    }

    @Test
    void aTrimmedMessageHoldsNothing(Vertx vertx, TestRedis redis) {
        String file = settled("one");
        store.run(ann, send(file, "i1"));
        Config brief = TestConfig.of(config(redis.config(), Duration.ofDays(1)))
                .withRetention(Duration.ofMillis(1))
                .build();
        try (TestStore other = TestStore.open(vertx, brief, redis.target())) {
            for (int i = 0; i < 64; i++) {
                other.send(ann, "bob", "more", "t" + i);
            }
        }

        awaitGone(file);
    }

    @Test
    void aMessageThatWasNotStoredHoldsNothing() {
        String file = settled("one");
        store.run(ann, send(file, "i1"));
        Message message = store.history(ann, CHAT).get(0);
        assertThat(store.fault(ann, new Command.Send(draft("bob", file + " and more", "i1"))))
                .isEqualTo(Fault.CONTENT_DIFFERS);
        store.run(ann, new Command.Recall(CHAT, "ann", "i1", message.idServer(), null, null));

        awaitGone(file);
    }

    @Test
    void filesWithTheSameBytesShareThemAndTheLastOneTakesThemAlong() {
        Answer.FilePlaced first = place(opened(0), "one", DIGEST);
        String one = lastSettled;
        Answer.FilePlaced second = place(opened(0), "two", DIGEST);
        String two = lastSettled;
        store.run(ann, send(two, "i1"));

        assertThat(first.stored()).isFalse();
        assertThat(second).isEqualTo(new Answer.FilePlaced(first.key(), true));
        awaitCheck(one, new Answer.FileChecked(true, ""));
        store.run(NODE, new FileCommand.ForgetFile(one));
        store.run(ann, new Command.Recall(CHAT, "ann", "i1", "", null, null));
        awaitCheck(two, new Answer.FileChecked(true, first.key()));
        store.run(NODE, new FileCommand.ForgetFile(two));
        Answer.FilePlaced again = place(opened(0), "three", DIGEST);
        assertThat(again.key()).as("what is deleted late is nobody's new bytes").isNotEqualTo(first.key());
    }

    @Test
    void s3WhatIsSentBehindAFileStaysBehindIt() {
        String file = settled("one");
        List<Future<Outcome>> sending = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Command.Send send =
                    i % 4 == 0 ? send(file, "i" + i) : new Command.Send(TestStore.text("bob", "t", "i" + i));
            sending.add(store.ask(ann, send));
        }
        sending.forEach(TestStore::await);

        assertThat(store.history(ann, CHAT).stream().map(m -> m.draft().idClient()))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 40)
                        .mapToObj(i -> "i" + i)
                        .toList());
    }

    @Test
    void s3AFileThatIsNotThereFailsItsOwnMessageAlone() {
        Future<Outcome> missing = store.ask(ann, send("0".repeat(32), "i1"));
        Future<Outcome> text = store.ask(ann, new Command.Send(TestStore.text("bob", "t", "i2")));

        assertThat(TestStore.await(text).answer()).isInstanceOf(Answer.Sent.class);
        assertThat(TestStore.await(missing.map("sent").otherwise("refused"))).isEqualTo("refused");
        assertThat(store.history(ann, CHAT)).hasSize(1);
    }

    private String settled(String name) {
        place(opened(name, 0), name, String.format("%064x", name.hashCode()));
        return lastSettled;
    }

    private Answer.UploadOpened opened(long size) {
        return opened("", size);
    }

    private Answer.UploadOpened opened(String name, long size) {
        return store.answer(ann, new Command.OpenUpload(size, name, ""), Answer.UploadOpened.class);
    }

    private Answer.FilePlaced place(Answer.UploadOpened upload, String name, String digest) {
        Answer.ChunkTaken taken = take(upload, 0, 10);
        StoredFile file = new StoredFile(upload.file(), "", digest, "", 10, "text/plain", name, "{}");
        Answer.FilePlaced placed =
                store.answer(NODE, new FileCommand.PlaceFile(file, taken.lease()), Answer.FilePlaced.class);
        store.run(NODE, new FileCommand.SettleFile(upload.file(), taken.lease()));
        lastSettled = upload.file();
        return placed;
    }

    private Answer.ChunkTaken take(Answer.UploadOpened upload, long offset, long length) {
        return store.answer(
                NODE,
                new FileCommand.TakeChunk(upload.file(), upload.token(), offset, length, LEASE_MILLIS),
                Answer.ChunkTaken.class);
    }

    /** The lease of a chunk that this test has taken before and not ended. */
    private Answer.ChunkTaken takeAgain(Answer.UploadOpened upload) {
        Reply lease = store.raw(Call.of(io.vertx.redis.client.Command.HGET)
                .key(keys.file(upload.file()))
                .arg("lease"));
        return new Answer.ChunkTaken(lease.get().toString(), 0, "");
    }

    private boolean isTaken(Answer.UploadOpened upload, long offset, long length) {
        return store.ask(NODE, new FileCommand.TakeChunk(upload.file(), upload.token(), offset, length, LEASE_MILLIS))
                .map(true)
                .otherwise(false)
                .await();
    }

    private void end(Answer.UploadOpened upload, Answer.ChunkTaken taken, long received) {
        store.run(NODE, new FileCommand.EndChunk(upload.file(), taken.lease(), received));
    }

    private Fault fault(Answer.UploadOpened upload, long offset, long length) {
        return store.fault(
                NODE, new FileCommand.TakeChunk(upload.file(), upload.token(), offset, length, LEASE_MILLIS));
    }

    private static Command.Send send(String file, String idClient) {
        return new Command.Send(draft("bob", file, idClient));
    }

    private static Draft draft(String to, String file, String idClient) {
        String attach = "{\"url\":\"https://chat.example.com/files/" + file + "\"}";
        return Draft.of(Scene.P2P, to, MessageType.FILE, null, attach, idClient);
    }

    private Answer.FileChecked check(String file) {
        return dayLater.answer(NODE, new FileCommand.CheckFile(file), Answer.FileChecked.class);
    }

    /** Until it is found not to be needed; the bytes and the record go with it. */
    private void awaitGone(String file) {
        RedisProcess.awaitUntil("the file is not needed", () -> check(file).isGone());
        store.run(NODE, new FileCommand.ForgetFile(file));
    }

    private void awaitCheck(String file, Answer.FileChecked expected) {
        RedisProcess.awaitUntil("the file is not needed", () -> check(file).equals(expected));
    }
}
