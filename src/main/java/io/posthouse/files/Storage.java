package io.posthouse.files;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where the bytes of uploads and files are; knows nothing of accounts, tokens or names. What is being uploaded has the upload's id,
 * what is whole has a key; both come from the gateway and are safe as names of files. Every node sees what another one has stored.
 *
 * <p>May be called from any event loop and never blocks it. Unless a method says more, a future fails with {@code STORAGE_FULL} or
 * {@code STORAGE_UNAVAILABLE} when the storage does, which then has logged why. Every call may be repeated.
 */
public interface Storage {

    /** Makes ready what it needs. Fails with a {@link io.posthouse.config.StartupException}. */
    Future<Void> open();

    /** Lets go of what it needs. */
    Future<Void> close();

    /** Deletes what a crash has left behind and nobody will ever ask for. To be called now and then. */
    Future<Void> tidy();

    /**
     * Puts a chunk into an upload, over what was there from {@code offset} on. One writer at a time. If it fails, the upload is what
     * it was before, with nothing from {@code offset} on.
     *
     * @param offset no further than what was written before
     * @param length of the chunk in bytes
     * @param bytes is read to its end, with no more in memory than a few buffers; paused. What it fails with this fails with
     * @return how many bytes came, which are as durable as the storage was made to be
     */
    Future<Long> write(String upload, long offset, long length, ReadStream<Buffer> bytes);

    /**
     * Works on an upload of which all is written. Fails with what {@code work} fails with.
     *
     * @param size in bytes; what a crash has left behind that is no part of it
     * @param work may use what it is given until its future is done
     */
    <T> Future<T> finish(String upload, long size, Function<Whole, Future<T>> work);

    /**
     * Has a worker look at what is whole, as a local file that must not be changed; few at a time. Fails with what {@code look}
     * throws, and as {@link #read} if there is no such key.
     */
    <T> Future<T> view(String key, Look<T> look);

    /** How many bytes a key has; -1 if there is none. */
    Future<Long> size(String key);

    /** Puts a few bytes under a key, wholly or not at all, in the place of what was there. */
    Future<Void> put(String key, Buffer bytes);

    /** Throws an upload away. It need not exist. */
    Future<Void> discard(String upload);

    /**
     * Writes bytes of a file to a stream, which it ends.
     *
     * @param from the first byte
     * @param length how many, at least one; they have to be there
     * @return fails with {@link java.nio.file.NoSuchFileException} if there is no such key, before anything is written
     */
    Future<Void> read(String key, long from, long length, WriteStream<Buffer> to);

    /** Deletes a file's bytes. They need not exist. */
    Future<Void> delete(String key);

    /** All bytes of an upload, while somebody works on them. */
    interface Whole {
        /** Has a worker look at them, as a local file that must not be changed. Fails with what {@code look} throws. */
        <T> Future<T> look(Look<T> look);

        /** Puts them under a key; what is there already has the same bytes. The upload is gone then. */
        Future<Void> keep(String key);
    }

    /** What a worker makes of a file. */
    @FunctionalInterface
    interface Look<T> {
        T at(Path file) throws IOException;
    }
}
