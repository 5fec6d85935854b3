package io.posthouse.files;

import io.posthouse.config.S3Config;
import io.posthouse.config.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes in S3-compatible object storage: what is being uploaded as {@code uploads/<upload>/<offset>}, one object a chunk, so that
 * any node can take the next one; what is whole as {@code whole/<key>}. An object is there wholly or not at all. A directory holds what is
 * being worked on, for as long as that takes; nodes need not share it.
 */
public final class S3Storage implements Storage {
    /** At once, of each kind: each has a copy in the directory. */
    private static final int COPIES_MAX = 8;
    /** So that names are in the order of what they name. */
    private static final String OFFSET = "%015d";

    private final Vertx vertx;
    private final S3Config config;
    private final Duration patience;
    private final Path directory;
    private final Scratch scratch;
    private final Lanes finishing = new Lanes(COPIES_MAX);
    private final Lanes viewing = new Lanes(COPIES_MAX);
    private volatile @Nullable S3Objects objects;

    /**
     * @param directory for copies of what is being worked on
     * @param patience how long the storage may be silent while something is sent or fetched
     */
    public S3Storage(Vertx vertx, S3Config config, Path directory, Duration patience) {
        this.vertx = vertx;
        this.config = config;
        this.patience = patience;
        this.directory = directory;
        this.scratch = new Scratch(directory.resolve("making"));
    }

    @Override
    public Future<Void> open() {
        return vertx.executeBlocking(
                        () -> {
                            Scratch.prepare(directory, List.of(directory.resolve("making")));
                            return S3Objects.of(vertx, config, patience);
                        },
                        false)
                .compose(made -> {
                    objects = made;
                    return made.check().recover(S3Storage::unusable);
                });
    }

    private static Future<Void> unusable(Throwable cause) {
        return Future.failedFuture(new StartupException("The object storage for files cannot be used ("
                + S3Objects.reason(cause) + "); files.s3 says which one it is."));
    }

    @Override
    public Future<Void> close() {
        S3Objects made = objects;
        return made == null ? Future.succeededFuture() : made.close();
    }

    @Override
    public Future<Void> tidy() {
        return asked(() -> {
                    scratch.tidy();
                    return true;
                })
                .mapEmpty();
    }

    @Override
    public Future<Long> write(String upload, long offset, long length, ReadStream<Buffer> bytes) {
        return objects()
                .put(chunksOf(upload) + OFFSET.formatted(offset), length, bytes)
                .map(length);
    }

    @Override
    public <T> Future<T> finish(String upload, long size, Function<Whole, Future<T>> work) {
        Path copy = scratch.fresh();
        return finishing.run(() -> chunks(chunksOf(upload), size, "", 0, new ArrayList<>())
                .compose(names -> copied(names, copy))
                .compose(copied -> work.apply(new Staged(upload, copy, copied)))
                .eventually(() -> removed(copy)));
    }

    /** The names of an upload's chunks, in their order, without one that nobody counted because its node crashed. */
    private Future<List<String>> chunks(String prefix, long size, String after, long offset, List<String> names) {
        return objects().list(prefix, after).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture(names);
            }
            long end = offset;
            for (S3Objects.Item item : page) {
                if (end < size && item.name().equals(prefix + OFFSET.formatted(end))) {
                    names.add(item.name());
                    end += item.size();
                }
            }
            return chunks(prefix, size, page.get(page.size() - 1).name(), end, names);
        });
    }

    @Override
    public <T> Future<T> view(String key, Look<T> look) {
        Path copy = scratch.fresh();
        return viewing.run(() -> copied(List.of(wholeOf(key)), copy)
                .compose(size -> asked(() -> look.at(copy)))
                .eventually(() -> removed(copy)));
    }

    /** Puts objects into a local file, one behind the other; yields how many bytes that are. */
    private Future<Long> copied(List<String> names, Path copy) {
        return vertx.fileSystem()
                .open(
                        copy.toString(),
                        new OpenOptions().setRead(false).setWrite(true).setCreateNew(true))
                .compose(file -> copied(names, 0, file)
                        .compose(copied -> file.flush())
                        .map(flushed -> file.getWritePos())
                        .eventually(file::close))
                .recover(cause -> StorageFaults.of(cause, directory));
    }

    private Future<Void> copied(List<String> names, int at, AsyncFile to) {
        return at == names.size()
                ? Future.succeededFuture()
                : objects().get(names.get(at), null, to, false).compose(copied -> copied(names, at + 1, to));
    }

    private Future<Boolean> removed(Path copy) {
        return asked(() -> Files.deleteIfExists(copy));
    }

    @Override
    public Future<Long> size(String key) {
        return objects().size(wholeOf(key));
    }

    @Override
    public Future<Void> put(String key, Buffer bytes) {
        return objects().put(wholeOf(key), bytes);
    }

    @Override
    public Future<Void> discard(String upload) {
        return discard(chunksOf(upload), "");
    }

    private Future<Void> discard(String prefix, String after) {
        return objects().list(prefix, after).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture();
            }
            String last = page.get(page.size() - 1).name();
            return deleted(page, 0).compose(deleted -> discard(prefix, last));
        });
    }

    private Future<Void> deleted(List<S3Objects.Item> page, int at) {
        return at == page.size()
                ? Future.succeededFuture()
                : objects().delete(page.get(at).name()).compose(deleted -> deleted(page, at + 1));
    }

    @Override
    public Future<Void> read(String key, long from, long length, WriteStream<Buffer> to) {
        return objects().get(wholeOf(key), "bytes=" + from + "-" + (from + length - 1), to, true);
    }

    @Override
    public Future<Void> delete(String key) {
        return objects().delete(wholeOf(key));
    }

    private static String chunksOf(String upload) {
        return "uploads/" + DirectoryStorage.checked(upload) + "/";
    }

    private static String wholeOf(String key) {
        return "whole/" + DirectoryStorage.checked(key);
    }

    private <T> Future<T> asked(Callable<T> work) {
        return vertx.executeBlocking(work, false).recover(cause -> StorageFaults.of(cause, directory));
    }

    private S3Objects objects() {
        S3Objects made = objects;
        if (made == null) {
            throw new IllegalStateException("the storage is not open");
        }
        return made;
    }

    private final class Staged implements Whole {
        private final String upload;
        private final Path copy;
        private final long size;

        Staged(String upload, Path copy, long size) {
            this.upload = upload;
            this.copy = copy;
            this.size = size;
        }

        @Override
        public <T> Future<T> look(Look<T> look) {
            return asked(() -> look.at(copy));
        }

        @Override
        public Future<Void> keep(String key) {
            OpenOptions options = new OpenOptions().setWrite(false).setCreate(false);
            return vertx.fileSystem()
                    .open(copy.toString(), options)
                    .compose(file ->
                            objects().put(wholeOf(key), size, file.pause()).eventually(file::close))
                    .recover(cause -> StorageFaults.of(cause, directory))
                    .compose(put -> discard(upload));
        }
    }
}
