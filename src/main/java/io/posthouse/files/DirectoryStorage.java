package io.posthouse.files;

import io.posthouse.config.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps bytes in a directory: what is being uploaded in {@code uploads/}, what is whole in {@code whole/}, in folders by the key's
 * first letters. Something gets into {@code whole/} by a rename, so it is there wholly or not at all.
 */
public final class DirectoryStorage implements Storage {
    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{8,128}");

    private final Vertx vertx;
    private final Path root;
    private final Path uploads;
    private final Path whole;
    private final boolean isDurable;

    /**
     * @param root is made if it is not there, for the gateway's own user alone
     * @param isDurable whether bytes are fsynced before a call is done
     */
    public DirectoryStorage(Vertx vertx, Path root, boolean isDurable) {
        this.vertx = vertx;
        this.root = root;
        this.uploads = root.resolve("uploads");
        this.whole = root.resolve("whole");
        this.isDurable = isDurable;
    }

    @Override
    public Future<Void> open() {
        return blocking(() -> {
            try {
                Files.createDirectories(uploads);
                Files.createDirectories(whole);
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
                }
            } catch (IOException e) {
                throw new StartupException(
                        "The directory for files cannot be used (" + e + "); files.directory chooses another.");
            }
        });
    }

    @Override
    public Future<Long> write(String upload, long offset, ReadStream<Buffer> bytes) {
        Path path = uploads.resolve(checked(upload));
        OpenOptions options = new OpenOptions().setRead(false).setWrite(true).setCreate(true);
        return vertx.fileSystem().open(path.toString(), options).compose(file -> write(
                        file.setWritePos(offset), offset, bytes)
                .eventually(file::close)
                .compose(end -> cut(path, offset + end).map(end)));
    }

    private Future<Long> write(AsyncFile file, long offset, ReadStream<Buffer> bytes) {
        return bytes.pipe()
                .endOnComplete(false)
                .to(file)
                .compose(piped -> file.flush())
                .map(flushed -> file.getWritePos() - offset);
    }

    /** What an earlier try has left behind the chunk goes; the rest is fsynced. */
    private Future<Void> cut(Path path, long size) {
        return blocking(() -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(size);
                if (isDurable) {
                    channel.force(true);
                }
            }
        });
    }

    @Override
    public <T> Future<T> look(String upload, Look<T> look) {
        Path path = uploads.resolve(checked(upload));
        return vertx.executeBlocking(() -> look.at(path), false);
    }

    @Override
    public <T> Future<T> view(String key, Look<T> look) {
        Path path = pathOf(key);
        return vertx.executeBlocking(() -> look.at(path), true);
    }

    @Override
    public Future<Long> size(String key) {
        Path path = pathOf(key);
        return asked(() -> Files.exists(path) ? Files.size(path) : -1);
    }

    @Override
    public Future<Void> put(String key, Buffer bytes) {
        Path to = pathOf(key);
        return blocking(() -> {
            Path fresh = Files.createTempFile(uploads, "put", null);
            Files.write(fresh, bytes.getBytes());
            Files.createDirectories(to.getParent());
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    @Override
    public Future<Void> keep(String upload, String key) {
        Path from = uploads.resolve(checked(upload));
        Path to = pathOf(key);
        return blocking(() -> {
            Files.createDirectories(to.getParent());
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (isDurable) {
                Path outer = whole.resolve(key.substring(0, 2));
                for (Path directory : List.of(outer.resolve(key.substring(2, 4)), outer, whole)) {
                    fsync(directory);
                }
            }
        });
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
    private static String checked(String name) {
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

    private <T> Future<T> asked(java.util.concurrent.Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
