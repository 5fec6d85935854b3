package io.posthouse.files;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Keeps bytes in a directory: what is being uploaded in {@code uploads/}, what is whole in {@code whole/}, in folders by the key's
 * first letters. Something gets into {@code whole/} by a rename, so it is there wholly or not at all.
 */
public final class DirectoryStorage implements Storage {
    /** At once. A queue of fsyncs at the disk holds up the store's own there, and with it every message. */
    private static final int FSYNCS_MAX = 1;
    /** At once: each reads a whole file, and takes a core for as long. The other half of the cores is for messages. */
    private static final int LOOKS_MAX = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{8,128}");

    private final Vertx vertx;
    private final Path root;
    private final Path uploads;
    private final Path whole;
    private final Path making;
    private final Scratch scratch;
    private final boolean isDurable;
    private final Lanes syncing = new Lanes(FSYNCS_MAX);
    private final Lanes looking = new Lanes(LOOKS_MAX);

    /**
     * @param root is made if it is not there, for the gateway's own user alone
     * @param isDurable whether bytes are fsynced before a call is done
     */
    public DirectoryStorage(Vertx vertx, Path root, boolean isDurable) {
        this.vertx = vertx;
        this.root = root;
        this.uploads = root.resolve("uploads");
        this.whole = root.resolve("whole");
        this.making = root.resolve("making");
        this.scratch = new Scratch(making);
        this.isDurable = isDurable;
    }

    @Override
    public Future<Void> open() {
        return vertx.executeBlocking(() -> Scratch.prepare(root, List.of(uploads, whole, making)), false);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> tidy() {
        return blocking(scratch::tidy);
    }

    @Override
    public Future<Long> write(String upload, long offset, long length, ReadStream<Buffer> bytes) {
        Path path = uploads.resolve(checked(upload));
        OpenOptions options = new OpenOptions().setRead(false).setWrite(true).setCreate(true);
        return vertx.fileSystem()
                .open(path.toString(), options)
                .recover(cause -> StorageFaults.of(cause, root))
                .compose(file -> poured(file.setWritePos(offset), bytes).eventually(file::close))
                .compose(written -> cut(path, offset + written).map(written))
                .recover(cause -> cutBack(path, offset).transform(cut -> Future.failedFuture(cause)));
    }

    private Future<Long> poured(AsyncFile file, ReadStream<Buffer> bytes) {
        Pouring pouring = new Pouring(bytes, file);
        return pouring.run()
                .recover(cause -> pouring.isFromBroken() ? Future.failedFuture(cause) : StorageFaults.of(cause, root));
    }

    /** What an earlier try has left behind the chunk goes; the rest is fsynced. */
    private Future<Void> cut(Path path, long size) {
        return isDurable ? syncing.run(() -> cutAt(path, size)) : cutAt(path, size);
    }

    private Future<Void> cutAt(Path path, long size) {
        return blocking(() -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(size);
                if (isDurable) {
                    channel.force(true);
                }
            }
        });
    }

    /** Of a chunk that failed nothing stays. */
    private Future<Void> cutBack(Path path, long offset) {
        return blocking(() -> {
            if (offset == 0) {
                Files.deleteIfExists(path);
            } else if (Files.exists(path)) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.truncate(offset);
                }
            }
        });
    }

    @Override
    public <T> Future<T> finish(String upload, long size, Function<Whole, Future<T>> work) {
        Path path = uploads.resolve(checked(upload));
        return cut(path, size).compose(cut -> work.apply(new Staged(path)));
    }

    @Override
    public <T> Future<T> view(String key, Look<T> look) {
        Path path = pathOf(key);
        return vertx.executeBlocking(() -> look.at(path), true).recover(cause -> StorageFaults.of(cause, root));
    }

    @Override
    public Future<Long> size(String key) {
        Path path = pathOf(key);
        return asked(() -> Files.exists(path) ? Files.size(path) : -1);
    }

    @Override
    public Future<Void> put(String key, Buffer bytes) {
        Path to = pathOf(key);
        Path fresh = scratch.fresh();
        return blocking(() -> {
            try {
                Files.write(fresh, bytes.getBytes());
                Files.createDirectories(to.getParent());
                Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        });
    }

    private void keep(Path from, String key) throws IOException {
        Path to = pathOf(key);
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (isDurable) {
            Path outer = whole.resolve(key.substring(0, 2));
            for (Path directory : List.of(outer.resolve(key.substring(2, 4)), outer, whole)) {
                fsync(directory);
            }
        }
    }

    private static void fsync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Future<Void> discard(String upload) {
        Path path = uploads.resolve(checked(upload));
        return blocking(() -> Files.deleteIfExists(path));
    }

    @Override
    public Future<Void> read(String key, long from, long length, WriteStream<Buffer> to) {
        Path path = pathOf(key);
        return this.<Boolean>asked(() -> Files.exists(path))
                .compose(exists -> exists
                        ? vertx.fileSystem()
                                .open(
                                        path.toString(),
                                        new OpenOptions().setWrite(false).setCreate(false))
                        : Future.failedFuture(new NoSuchFileException(key)))
                .compose(file ->
                        file.setReadPos(from).setReadLength(length).pipeTo(to).eventually(file::close));
    }

    @Override
    public Future<Void> delete(String key) {
        Path path = pathOf(key);
        return blocking(() -> Files.deleteIfExists(path));
    }

    private Path pathOf(String key) {
        return whole.resolve(checked(key).substring(0, 2))
                .resolve(key.substring(2, 4))
                .resolve(key);
    }

    /** Names come from the gateway; should one ever not, it names nothing outside. */
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name in this storage");
        }
        return name;
    }

    private Future<Void> blocking(Work work) {
        return asked(() -> {
                    work.run();
                    return true;
                })
                .mapEmpty();
    }

    private <T> Future<T> asked(Callable<T> work) {
        return vertx.executeBlocking(work, false).recover(cause -> StorageFaults.of(cause, root));
    }

    private final class Staged implements Whole {
        private final Path path;

        Staged(Path path) {
            this.path = path;
        }

        @Override
        public <T> Future<T> look(Look<T> look) {
            return looking.run(() -> asked(() -> look.at(path)));
        }

        @Override
        public Future<Void> keep(String key) {
            return syncing.run(() -> blocking(() -> DirectoryStorage.this.keep(path, key)));
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
