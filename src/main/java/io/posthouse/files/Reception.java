package io.posthouse.files;

import io.posthouse.config.FilesConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.FileCommand;
import io.posthouse.model.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes chunks in, one at a time for each upload, and makes a file of an upload that is whole. Knows no HTTP. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    /** Beyond what one chunk may take: for looking at the whole file. */
    private static final long LEASE_SPARE_MILLIS = 60_000;

    private final FileDesk desk;
    private final Storage storage;
    private final FilesConfig config;
    private final Examiner examiner = new Examiner();
    private final AtomicInteger underWay = new AtomicInteger();

    Reception(FileDesk desk, Storage storage, FilesConfig config) {
        this.desk = desk;
        this.storage = storage;
        this.config = config;
    }

    /**
     * One chunk as a client sends it.
     *
     * @param isLast whether the client says that nothing comes after it
     */
    record Chunk(String file, String token, long offset, long length, boolean isLast) {
        long end() {
            return offset + length;
        }
    }

    /** @return the file, if this made it whole */
    Future<Optional<StoredFile>> take(Chunk chunk, ReadStream<Buffer> bytes) {
        if (underWay.incrementAndGet() > config.uploadsMax()) {
            underWay.decrementAndGet();
            return Future.failedFuture(new FaultException(Fault.OVERLOADED, "uploads"));
        }
        long lease = config.chunkTimeout().toMillis() + LEASE_SPARE_MILLIS;
        FileCommand take =
                new FileCommand.TakeChunk(chunk.file(), chunk.token(), chunk.offset(), chunk.length(), lease);
        return desk.ask(chunk.file(), take, Answer.ChunkTaken.class)
                .compose(taken -> received(chunk, taken, bytes))
                .recover(cause -> isWhole(cause) ? again(chunk) : Future.failedFuture(cause))
                .onComplete(done -> underWay.decrementAndGet());
    }

    Future<Answer.UploadState> see(String file, String token) {
        return desk.ask(file, new FileCommand.SeeUpload(file, token), Answer.UploadState.class)
                .recover(cause -> isWhole(cause)
                        ? desk.find(file).map(whole -> new Answer.UploadState(whole.size(), whole.size()))
                        : Future.failedFuture(cause));
    }

    /** The answer to the last chunk may have been lost with the line. */
    private Future<Optional<StoredFile>> again(Chunk chunk) {
        return desk.find(chunk.file())
                .compose(file -> file.size() == chunk.end()
                        ? Future.succeededFuture(Optional.of(file))
                        : Future.failedFuture(new FaultException(Fault.STALE, Long.toString(file.size()))));
    }

    private static boolean isWhole(Throwable cause) {
        return cause instanceof FaultException refusal && refusal.fault() == Fault.ALREADY_EXISTS;
    }

    /** What was received is gone when this is done. */
    Future<Void> abort(String file, String token) {
        return desk.ask(file, new FileCommand.AbortUpload(file, token), Answer.Done.class)
                .compose(aborted -> storage.discard(file));
    }

    private Future<Optional<StoredFile>> received(Chunk chunk, Answer.ChunkTaken taken, ReadStream<Buffer> bytes) {
        boolean isWhole = chunk.isLast() || (taken.size() > 0 && chunk.end() == taken.size());
        if (isWhole && taken.size() > 0 && chunk.end() != taken.size()) {
            return end(chunk, taken, chunk.offset())
                    .compose(ended -> Future.failedFuture(new FaultException(Fault.INVALID, "the size announced")));
        }
        return written(chunk, bytes)
                .recover(cause -> end(chunk, taken, chunk.offset()).transform(ended -> Future.failedFuture(cause)))
                .compose(written -> isWhole
                        ? whole(chunk, taken).map(Optional::of)
                        : end(chunk, taken, chunk.end()).map(Optional.empty()));
    }

    private Future<Void> written(Chunk chunk, ReadStream<Buffer> bytes) {
        if (chunk.length() == 0 && chunk.offset() > 0) {
            return Future.succeededFuture();
        }
        return storage.write(chunk.file(), chunk.offset(), chunk.length(), bytes)
                .compose(count -> count == chunk.length()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new FaultException(Fault.INVALID, "the length announced")));
    }

    private Future<Void> end(Chunk chunk, Answer.ChunkTaken taken, long received) {
        return desk.ask(
                        chunk.file(),
                        new FileCommand.EndChunk(chunk.file(), taken.lease(), received),
                        Answer.Done.class)
                .mapEmpty();
    }

    private Future<StoredFile> whole(Chunk chunk, Answer.ChunkTaken taken) {
        return storage.finish(chunk.file(), chunk.end(), upload -> settled(chunk, taken, upload))
                .recover(cause -> failed(chunk, taken, cause));
    }

    private Future<StoredFile> settled(Chunk chunk, Answer.ChunkTaken taken, Storage.Whole upload) {
        String file = chunk.file();
        return upload.look(examiner::examine)
                .compose(findings -> place(chunk, taken, findings))
                .compose(placed -> placed.stored() ? storage.discard(file) : upload.keep(placed.key()))
                .compose(
                        kept -> desk.ask(file, new FileCommand.SettleFile(file, taken.lease()), Answer.FileFound.class))
                .map(Answer.FileFound::file);
    }

    private Future<Answer.FilePlaced> place(Chunk chunk, Answer.ChunkTaken taken, Findings findings) {
        require(findings, chunk, taken);
        StoredFile found = new StoredFile(
                chunk.file(),
                "",
                findings.digest(),
                findings.md5(),
                findings.size(),
                findings.type(),
                "",
                findings.facts().encode());
        return desk.ask(chunk.file(), new FileCommand.PlaceFile(found, taken.lease()), Answer.FilePlaced.class);
    }

    private void require(Findings findings, Chunk chunk, Answer.ChunkTaken taken) {
        if (findings.size() != chunk.end()) {
            throw new IllegalStateException("an upload has other bytes than were received");
        }
        if (!config.allows(findings.type()) || !findings.fits(taken.claimedType())) {
            throw new FaultException(Fault.FILE_REFUSED, findings.type());
        }
    }

    /** What can never become a file leaves nothing behind; what failed otherwise may be finished again. */
    private Future<StoredFile> failed(Chunk chunk, Answer.ChunkTaken taken, Throwable cause) {
        boolean isRefused = cause instanceof FaultException refusal && refusal.fault() == Fault.FILE_REFUSED;
        return (isRefused ? abort(chunk.file(), chunk.token()) : end(chunk, taken, chunk.end()))
                .onFailure(lost -> LOG.debug("An upload that failed goes when its time is over file={}", chunk.file()))
                .transform(ended -> Future.failedFuture(cause));
    }
}
