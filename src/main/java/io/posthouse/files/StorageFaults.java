package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.file.FileSystemException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a disk that does not do its work means to who asked. Says in the log once what was wrong. */
final class StorageFaults {
    private static final Logger LOG = LoggerFactory.getLogger(StorageFaults.class);
    /** With less than this a chunk may not fit. */
    private static final long ROOM_BYTES_MIN = 4L * 1024 * 1024;

    private StorageFaults() {}

    /**
     * Anything but a failure of the disk passes as it is, and so does that there is no such file.
     *
     * @param directory on the disk in question
     */
    static <T> Future<T> of(Throwable cause, Path directory) {
        Throwable root =
                cause instanceof FileSystemException wrapped && wrapped.getCause() != null ? wrapped.getCause() : cause;
        if (root instanceof NoSuchFileException || root instanceof FileNotFoundException) {
            return Future.failedFuture(new NoSuchFileException(String.valueOf(root.getMessage())));
        }
        if (!(root instanceof IOException) && !(root instanceof FileSystemException)) {
            return Future.failedFuture(cause);
        }
        boolean isFull = isFull(root, directory);
        LOG.error("The directory for files cannot be used isFull={} cause={}", isFull, root.toString());
        return Future.failedFuture(new FaultException(isFull ? Fault.STORAGE_FULL : Fault.STORAGE_UNAVAILABLE));
    }

    /** What the system says may be in any language; the room that is left is not. */
    private static boolean isFull(Throwable cause, Path directory) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("no space left") || said.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(directory).getUsableSpace() < ROOM_BYTES_MIN;
        } catch (IOException unknown) {
            return false;
        }
    }
}
