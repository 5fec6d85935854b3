package io.posthouse.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fat jar in a process of its own, on free ports and a directory of the test's. Every process it started is gone when
 * it is closed: by its id, also the Redis that a killed gateway left behind.
 */
public final class GatewayProcess implements AutoCloseable {
    static final String ADMIN_KEY = "an-admin-key-of-the-tests";
    private static final int OUTPUT_LINES_KEPT = 200;
    private static final long START_SECONDS_MAX = 120;
    private static final Pattern MANAGES = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/health/ready");
    private static final Pattern LISTENS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/api/v1");

    private final Path directory;
    private final Map<String, String> settings;
    private final List<String> program;
    private final Deque<String> output = new ArrayDeque<>();
    private final Set<ProcessHandle> started = new LinkedHashSet<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private int port;
    private volatile int managementPort;

    /** @param settings environment variables without their {@code POSTHOUSE_} */
    GatewayProcess(Path directory, Map<String, String> settings, List<String> jvmOptions) throws Exception {
        this(directory, settings, jvmOptions, List.of("-jar", System.getProperty("posthouse.jar"), "serve"));
    }

    /** @param program what Java runs instead of the fat jar; it says where it listens as that does, on its standard output */
    public GatewayProcess(Path directory, Map<String, String> settings, List<String> jvmOptions, List<String> program)
            throws Exception {
        this.directory = directory;
        this.settings = new TreeMap<>(settings);
        this.program = Stream.concat(jvmOptions.stream(), program.stream()).toList();
        this.process = launch();
    }

    private Process launch() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("POSTHOUSE_SERVER_PORT", Integer.toString(port));
        environment.put("POSTHOUSE_SERVER_TLS_PORT", "0");
        environment.put("POSTHOUSE_MANAGEMENT_PORT", "0");
        environment.put("POSTHOUSE_ADMIN_KEY", ADMIN_KEY);
        environment.put(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.resolve("data").toString());
        settings.forEach((name, value) -> environment.put("POSTHOUSE_" + name, value));
        Process launched = builder.start();
        started.add(launched.toHandle());
        managementPort = 0;
        CompletableFuture<Boolean> listening = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(launched, listening), "gateway output");
        reader.setDaemon(true);
        reader.start();
        // Not whether it is alive: one that ends has closed its output a little before it is gone.
        if (!listening
                .completeOnTimeout(false, START_SECONDS_MAX, TimeUnit.SECONDS)
                .get()) {
            launched.destroyForcibly();
            throw new IllegalStateException("the gateway did not start; it said:" + System.lineSeparator() + output());
        }
        redis().ifPresent(started::add);
        return launched;
    }

    private void read(Process from, CompletableFuture<Boolean> listening) {
        try (BufferedReader lines = from.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher managed = MANAGES.matcher(line);
                if (managed.find()) {
                    managementPort = Integer.parseInt(managed.group(1));
                }
                Matcher found = LISTENS.matcher(line);
                synchronized (output) {
                    output.add(line);
                    if (output.size() > OUTPUT_LINES_KEPT) {
                        output.remove();
                    }
                    if (found.find()) {
                        port = Integer.parseInt(found.group(1));
                        listening.complete(true);
                    }
                }
            }
        } catch (IOException closed) {
            // The process is gone, and its output with it.
        }
        listening.complete(false);
    }

    /** The last lines it wrote: what a failing test shows. */
    public String output() {
        synchronized (output) {
            return String.join(System.lineSeparator(), output);
        }
    }

    /** Whether the last line that holds {@code about} is of this form. */
    boolean saysLast(String about, String form) {
        synchronized (output) {
            String last = output.stream().filter(line -> line.contains(about)).reduce("", (before, line) -> line);
            return Pattern.compile(form).matcher(last).find();
        }
    }

    public int port() {
        return port;
    }

    /** What the management port answers to a GET. */
    String manage(String path) throws Exception {
        Waiting.until(
                "the gateway to say where its management port is", Duration.ofSeconds(10), () -> managementPort != 0);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    long pid() {
        return process.pid();
    }

    /** Writes a line to its standard input. */
    public void say(String line) throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line + "\n");
        in.flush();
    }

    /** {@code kill -9}, and waits until it is dead. */
    public void kill() throws Exception {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("kill -9 did not end the gateway");
        }
    }

    /** Starts it again, on the same port and the same data. */
    public void startAgain() throws Exception {
        process = launch();
    }

    /** The Redis that the gateway has started, if it runs. It is in a session of its own, so it is no child. */
    Optional<ProcessHandle> redis() throws IOException {
        Path file = directory.resolve("data").resolve("redis.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readString(file).strip();
        return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    }

    /** {@code kill -9} for its Redis. */
    void killRedis() throws Exception {
        ProcessHandle redis = redis().orElseThrow(() ->
                new IllegalStateException("no Redis runs; the gateway said:" + System.lineSeparator() + output()));
        redis.destroyForcibly();
        redis.onExit().get(10, TimeUnit.SECONDS);
    }

    /** Sends a signal to one process, such as {@code STOP}. */
    public static void signal(ProcessHandle to, String signal) throws Exception {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + signal + " failed with " + code);
        }
    }

    public void createAccount(String account, String token) throws Exception {
        String body = "{\"account\":\"" + account + "\",\"token\":\"" + token + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/accounts"))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException(
                    "the account was not made: " + response.statusCode() + " " + response.body());
        }
    }

    /** Resident memory of the gateway alone, without its Redis. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                .sum();
    }

    /** The heap that is in use after a full collection. */
    long liveHeapBytes() throws Exception {
        run("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(run("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd GC.heap_info says nothing of what is used");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    private String run(String jcmd) throws Exception {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), jcmd)
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return said;
    }

    @Override
    public void close() throws IOException {
        redis().ifPresent(started::add);
        started.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        Waiting.until("the processes of the test to end", Duration.ofSeconds(20), () -> started.stream()
                .noneMatch(ProcessHandle::isAlive));
    }
}
