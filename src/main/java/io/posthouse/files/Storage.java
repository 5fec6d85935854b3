package io.posthouse.files;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the bytes of uploads and files are; knows nothing of accounts, tokens or names. What is being uploaded has the upload's id,
 * what is whole has a key; both come from the gateway and are safe as names of files.
 *
 * <p>May be called from any event loop and never blocks it. A future fails with an {@link IOException} (or Vert.x's own for files)
 * when the storage does. Every call may be repeated.
 */
public interface Storage {

    /** Makes ready what it needs. Fails with a {@link io.posthouse.config.StartupException}. */
    Future<Void> open();

    /**
     * Puts a chunk into an upload, over what was there from {@code offset} on. One writer at a time.
     *
     * @param offset no further than what was written before
     * @param bytes is read to its end, with no more in memory than a few buffers; paused
     * @return how many bytes came, which are as durable as the storage was made to be
     */
    Future<Long> write(String upload, long offset, ReadStream<Buffer> bytes);

    /** Has a worker look at an upload's bytes, as a local file that must not be changed. Fails with what {@code look} throws. */
    <T> Future<T> look(String upload, Look<T> look);

    /** As {@link #look} at what is whole; one at a time for each event loop. Fails as {@link #read} if there is no such key. */
    <T> Future<T> view(String key, Look<T> look);

    /** How many bytes a key has; -1 if there is none. */
    Future<Long> size(String key);

    /** Puts a few bytes under a key, wholly or not at all, in the place of what was there. */
    Future<Void> put(String key, Buffer bytes);

    /** Makes an upload whole under a key; what is there already has the same bytes. The upload is gone then. */
    Future<Void> keep(String upload, String key);

    /** Throws an upload away. It need not exist. */
    Future<Void> discard(String upload);

    /**
     * Writes bytes of a file to a stream, which it ends.
     *
     * @param from the first byte
     * @param length how many; they have to be there
     * @return fails with {@link java.nio.file.NoSuchFileException} if there is no such key, before anything is written
     */
    Future<Void> read(String key, long from, long length, WriteStream<Buffer> to);

    /** Deletes a file's bytes. They need not exist. */
    Future<Void> delete(String key);

    /** What a worker makes of a file. */
    @FunctionalInterface
    interface Look<T> {
        T at(Path file) throws IOException;
    }
}
