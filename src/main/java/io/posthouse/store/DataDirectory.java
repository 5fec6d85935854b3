package io.posthouse.store;

import io.posthouse.config.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;

/** The embedded Redis's own files, nobody else's to read, and one gateway's at a time. Blocking. */
final class DataDirectory {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes the directory if need be and takes its lock, which the system gives back when this process ends, however. */
    static DataDirectory take(String directory) {
        Path path = Path.of(directory).toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            limit(path, "rwx------");
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartupException(
                        "another gateway uses the data directory " + path + "; stop it or set store.dataDirectory");
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StartupException("the data directory " + path + " cannot be used: " + e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path configFile() {
        return path.resolve("redis.conf");
    }

    Path logFile() {
        return path.resolve("redis.log");
    }

    private Path pidFile() {
        return path.resolve("redis.pid");
    }

    /** Writes the configuration; the password is in no command line, for this file alone holds it. */
    void writeConfig(int port, String password, boolean fsync) {
        String text = String.join(
                "\n",
                "bind 127.0.0.1",
                "port " + port,
                "requirepass " + password,
                "daemonize yes",
                "set-proc-title no",
                "dir " + quoted(path),
                "pidfile " + quoted(pidFile()),
                "logfile " + quoted(logFile()),
                "save \"\"",
                "appendonly yes",
                "appendfsync " + (fsync ? "always" : "everysec"),
                // What knows the messages of a conversation is searched at every send; as a list it costs more than a
                // send.
                "hash-max-listpack-entries 64",
                "maxmemory-policy noeviction",
                "");
        try {
            Files.deleteIfExists(configFile());
            if (isPosix()) {
                Files.createFile(
                        configFile(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(configFile(), text, StandardCharsets.UTF_8);
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new StartupException("the data directory " + path + " cannot be written: " + e);
        }
    }

    /** The Redis that runs on this directory: started by us, or left over by a gateway that was killed. */
    Optional<ProcessHandle> running() {
        try {
            if (!Files.exists(pidFile())) {
                return Optional.empty();
            }
            String pid = Files.readString(pidFile()).trim();
            return pid.matches("\\d{1,10}")
                    ? ProcessHandle.of(Long.parseLong(pid)).filter(this::isOurs)
                    : Optional.empty();
        } catch (IOException e) {
            throw new StartupException("the data directory " + path + " cannot be read: " + e);
        }
    }

    /** The binary, unpacked once. */
    Path binary() {
        Path binary = path.resolve("redis-server-" + RedisExecProvider.redisVersion);
        try {
            if (!Files.exists(binary)) {
                Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
                Path fresh = path.resolve("redis-server.new");
                Files.copy(unpacked, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.deleteIfExists(unpacked);
                limit(fresh, "rwx------");
                Files.move(fresh, binary, StandardCopyOption.ATOMIC_MOVE);
            }
            return binary;
        } catch (IOException | RuntimeException e) {
            throw new StartupException("there is no embedded Redis for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + "; set store.endpoints to a Redis server");
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StartupException("the data directory " + path + " cannot be released: " + e);
        }
    }

    /** A pid may have gone to another process since; ours names our configuration on its command line. */
    private boolean isOurs(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .commandLine()
                        .map(line -> line.contains(configFile().toString()))
                        .orElse(false);
    }

    private static void limit(Path file, String permissions) throws IOException {
        if (isPosix()) {
            Files.setPosixFilePermissions(
                    file.toRealPath(LinkOption.NOFOLLOW_LINKS), PosixFilePermissions.fromString(permissions));
        }
    }

    private static boolean isPosix() {
        return java.nio.file.FileSystems.getDefault()
                .supportedFileAttributeViews()
                .contains("posix");
    }

    private static String quoted(Path file) {
        return "\"" + file.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
