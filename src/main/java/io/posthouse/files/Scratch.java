package io.posthouse.files;

import io.posthouse.config.StartupException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Files that live for one piece of work, in a directory of their own. What a crash leaves of them goes after an hour. Blocks. */
final class Scratch {
    /** Longer than any work on a file may take. */
    static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final Path directory;

    Scratch(Path directory) {
        this.directory = directory;
    }

    /** Makes directories inside one that is for the gateway's own user alone. */
    static Void prepare(Path root, List<Path> directories) {
        try {
            for (Path directory : directories) {
                Files.createDirectories(directory);
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            return null;
        } catch (IOException e) {
            throw new StartupException(
                    "The directory for files cannot be used (" + e + "); files.directory chooses another.");
        }
    }

    /** Nothing is there yet. */
    Path fresh() {
        return directory.resolve(UUID.randomUUID().toString());
    }

    /** Deletes what nobody has written to for {@link #LEFT_BEHIND}. */
    void tidy() throws IOException {
        Instant limit = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            for (Path file : left) {
                if (lastWritten(file).isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Instant lastWritten(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException goneMeanwhile) {
            return Instant.MAX;
        }
    }
}
