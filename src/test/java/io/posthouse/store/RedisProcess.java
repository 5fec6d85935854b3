package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Redis server that a test starts, signals and stops; the binary is the embedded one. */
public final class RedisProcess implements AutoCloseable {
    private final Path directory;
    private final List<String> settings;
    private final int port;
    private final boolean sentinel;
    private final Thread lastResort = new Thread(this::kill);
    private Process process;

    private RedisProcess(Path directory, int port, boolean sentinel, List<String> settings) throws IOException {
        this.directory = directory;
        this.sentinel = sentinel;
        this.port = port;
        this.settings = settings;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts one on a free loopback port without a password; {@code settings} are lines of its configuration. */
    public static RedisProcess start(String... settings) {
        return start(false, settings);
    }

    public static RedisProcess startSentinel(String... settings) {
        return start(true, settings);
    }

    private static RedisProcess start(boolean sentinel, String... settings) {
        try {
            return new RedisProcess(
                    Files.createTempDirectory("posthouse-redis"), freePort(), sentinel, List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that the system gives to no outgoing connection, so that it is still free when somebody listens there, and after a restart. */
    public static int freePort() {
        int port = 0;
        while (!isFree(port)) {
            port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String endpoint() {
        return "redis://127.0.0.1:" + port;
    }

    RedisTarget target() {
        return new RedisTarget(
                List.of(endpoint()), StoreConfig.Mode.STANDALONE, "", "", io.posthouse.config.Secret.NONE);
    }

    /** Says one command without quoting and reads its first line, or the bulk it announces. */
    public String say(String command) {
        return exchange(command, in -> read(in, in.readLine()));
    }

    /** Says one command that is answered with a list of bulks. */
    public List<String> list(String command) {
        return exchange(command, in -> {
            int count = Integer.parseInt(in.readLine().substring(1));
            List<String> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                items.add(read(in, in.readLine()));
            }
            return items;
        });
    }

    private <T> T exchange(String command, Reading<T> reading) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return reading.from(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(BufferedReader in, @Nullable String first) throws IOException {
        if (first == null || !first.startsWith("$") || first.startsWith("$-")) {
            return String.valueOf(first);
        }
        char[] bulk = new char[Integer.parseInt(first.substring(1)) + 2];
        int read = 0;
        while (read < bulk.length) {
            read += in.read(bulk, read, bulk.length - read);
        }
        return new String(bulk, 0, bulk.length - 2);
    }

    /** What is done with an answer. */
    private interface Reading<T> {
        T from(BufferedReader in) throws IOException;
    }

    /** Sends a signal such as {@code STOP} to this process. */
    public void signal(String name) {
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
    public void restart() {
        kill();
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void kill() {
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
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "port " + port));
        lines.addAll(settings);
        if (!sentinel) {
            lines.add("save \"\"");
        }
        Path config = Files.writeString(directory.resolve("test.conf"), String.join("\n", lines));
        List<String> command = new ArrayList<>(List.of(files.binary().toString(), config.toString()));
        if (sentinel) {
            command.add("--sentinel");
        }
        files.release();
        Process started = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
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
            if (line.contains("Ready to accept connections") || line.contains("Sentinel ID is")) {
                Thread drain = new Thread(() -> log.lines().forEach(more -> {}));
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new IllegalStateException("Redis did not start:\n" + said);
    }

    /** Waits for a condition of a server, for there is nothing that tells of it. */
    public static void awaitUntil(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isSo(condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Sentinel has a server that it makes a master drop whoever is connected to it, and so whoever asks. */
    private static boolean isSo(java.util.function.BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException dropped) {
            return false;
        }
    }
}
