package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Redis server that a test starts, signals and stops; the binary is the embedded one. */
final class RedisProcess implements AutoCloseable {
    private final Path directory;
    private final List<String> settings;
    private final int port;
    private final Thread lastResort = new Thread(this::kill);
    private Process process;

    private RedisProcess(Path directory, int port, List<String> settings) throws IOException {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts one on a free loopback port without a password; {@code settings} are lines of its configuration. */
    static RedisProcess start(String... settings) {
        try {
            return new RedisProcess(Files.createTempDirectory("posthouse-redis"), freePort(), List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String endpoint() {
        return "redis://127.0.0.1:" + port;
    }

    RedisTarget target() {
        return new RedisTarget(
                List.of(endpoint()), StoreConfig.Mode.STANDALONE, "", "", io.posthouse.config.Secret.NONE);
    }

    /** Says one command without quoting and reads its first line, or the bulk it announces. */
    String say(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String first = in.readLine();
            if (first == null || !first.startsWith("$") || first.startsWith("$-")) {
                return String.valueOf(first);
            }
            char[] bulk = new char[Integer.parseInt(first.substring(1))];
            int read = 0;
            while (read < bulk.length) {
                read += in.read(bulk, read, bulk.length - read);
            }
            return new String(bulk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal such as {@code STOP} to this process. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it and starts it anew on its port and files. */
    void restart() {
        kill();
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
        try {
            RedisServers.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        DataDirectory files = DataDirectory.take(directory.toString());
        List<String> command = new ArrayList<>(List.of(files.binary().toString(), "-"));
        files.release();
        Process started = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "port " + port, "save \"\""));
        lines.addAll(settings);
        started.getOutputStream().write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        started.getOutputStream().close();
        awaitReady(started);
        return started;
    }

    private static void awaitReady(Process started) throws IOException {
        BufferedReader log =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.contains("Ready to accept connections")) {
                Thread drain = new Thread(() -> log.lines().forEach(more -> {}));
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new IllegalStateException("Redis did not start:\n" + said);
    }

    /** Waits for a condition of a server, for there is nothing that tells of it. */
    static void awaitUntil(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
