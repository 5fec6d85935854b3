package io.posthouse.store;

import io.posthouse.config.Secret;
import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis of the gateway's own: the binary in the jar, as a process on loopback with a password. It is in a session of its
 * own, so that a Ctrl-C meant for the gateway does not end it before the gateway has drained; it is started again if it
 * dies, and one that a killed gateway left behind is stopped before a new start.
 */
public final class EmbeddedRedis {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final int PORT_TRIES = 5;
    private static final Pattern COMPLAINT =
            Pattern.compile("fail|fatal|can't|could not|error|bad ", Pattern.CASE_INSENSITIVE);
    private static final long AGAIN_MILLIS = 200;
    private static final long LOOK_MILLIS = 200;

    private final Vertx vertx;
    private final DataDirectory directory;
    private final int port;
    private final String password;
    private volatile ProcessHandle process;
    private volatile boolean closed;

    private EmbeddedRedis(Vertx vertx, DataDirectory directory, int port, String password, ProcessHandle process) {
        this.vertx = vertx;
        this.directory = directory;
        this.port = port;
        this.password = password;
        this.process = process;
        watch(process);
    }

    /** Starts it on the configured directory; fails with a {@link StartupException} that says why not. */
    public static Future<EmbeddedRedis> start(Vertx vertx, StoreConfig config) {
        return vertx.executeBlocking(() -> startNow(vertx, config), false);
    }

    /** How the store reaches it. */
    public RedisTarget target() {
        return RedisTarget.server("redis://127.0.0.1:" + port, new Secret(password));
    }

    /** The process, for tests that stop or kill it. */
    public long pid() {
        return process.pid();
    }

    /** Stops it and gives the directory back. */
    public Future<Void> close() {
        closed = true;
        return vertx.executeBlocking(
                () -> {
                    stop(process);
                    directory.release();
                    return null;
                },
                false);
    }

    /** Forgets it as a gateway that is killed does: the directory is free, the process runs on. For tests. */
    void abandon() {
        closed = true;
        directory.release();
    }

    private static EmbeddedRedis startNow(Vertx vertx, StoreConfig config) {
        DataDirectory directory = DataDirectory.take(config.dataDirectory());
        try {
            directory.running().ifPresent(orphan -> {
                LOG.warn("A Redis was left behind and is stopped pid={}", orphan.pid());
                stop(orphan);
            });
            String password = newPassword();
            boolean fsync = config.durability() == StoreConfig.Durability.DISK;
            for (int tries = 1; ; tries++) {
                int port = freePort();
                directory.writeConfig(port, password, fsync);
                try {
                    return new EmbeddedRedis(vertx, directory, port, password, launch(directory, port, password));
                } catch (StartupException e) {
                    directory.running().ifPresent(EmbeddedRedis::stop);
                    if (tries == PORT_TRIES || !lastWords(directory).contains("Address already in use")) {
                        throw e;
                    }
                }
            }
        } catch (RuntimeException e) {
            directory.release();
            throw e;
        }
    }

    private static ProcessHandle launch(DataDirectory directory, int port, String password) {
        try {
            Files.deleteIfExists(directory.logFile());
            Process starter = new ProcessBuilder(
                            directory.binary().toString(),
                            directory.configFile().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .directory(directory.path().toFile())
                    .start();
            starter.waitFor();
            return awaitReady(directory, port, password);
        } catch (IOException e) {
            throw new StartupException("the embedded Redis cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("the start of the embedded Redis was interrupted");
        }
    }

    private static ProcessHandle awaitReady(DataDirectory directory, int port, String password)
            throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        long patience = System.nanoTime() + STOP_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            var running = directory.running();
            if (running.isPresent() && isReady(port, password)) {
                return running.get();
            }
            if (running.isEmpty()
                    && (System.nanoTime() > patience || !lastWords(directory).isEmpty())) {
                throw new StartupException("the embedded Redis did not start: " + lastWords(directory));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new StartupException("the embedded Redis is not ready after " + START_LIMIT);
    }

    /** Whether it answers: it does not while it reads its files. */
    private static boolean isReady(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(in.readLine()) && "+PONG".equals(in.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    /** The last line of its log that complains, if it has one. */
    private static String lastWords(DataDirectory directory) {
        try {
            if (!Files.exists(directory.logFile())) {
                return "";
            }
            List<String> lines = Files.readAllLines(directory.logFile(), StandardCharsets.UTF_8);
            return lines.stream()
                    .filter(line -> line.contains(" # ")
                            && !line.contains("WARNING")
                            && COMPLAINT.matcher(line).find())
                    .reduce("", (before, line) -> line.substring(line.indexOf(" # ") + 3));
        } catch (IOException e) {
            return "";
        }
    }

    /** It is nobody's child, so nothing but looking tells whether it lives. */
    private void watch(ProcessHandle watched) {
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            if (closed) {
                vertx.cancelTimer(timer);
            } else if (!watched.isAlive()) {
                vertx.cancelTimer(timer);
                LOG.error("The embedded Redis has died and is started again pid={}", watched.pid());
                startAgain();
            }
        });
    }

    private void startAgain() {
        vertx.executeBlocking(() -> launch(directory, port, password), false)
                .onSuccess(fresh -> {
                    process = fresh;
                    if (closed) {
                        fresh.destroy();
                    }
                    watch(fresh);
                })
                .onFailure(cause -> {
                    LOG.error("The embedded Redis cannot be started reason={}", cause.getMessage());
                    if (!closed) {
                        vertx.setTimer(AGAIN_MILLIS, id -> startAgain());
                    }
                });
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartupException("there is no free port on loopback for the embedded Redis");
        }
    }

    private static String newPassword() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
