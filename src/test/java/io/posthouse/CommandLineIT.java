package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fat jar as a person uses it: what it says, how it ends, and what it leaves behind. */
class CommandLineIT {
    private static final Pattern BASE = Pattern.compile("Chat page +(http://127\\.0\\.0\\.1:\\d+)/");
    private static final Pattern DEMO = Pattern.compile("(ann|bob|cleo) +token ([0-9a-f]{32})");

    private final List<ProcessHandle> started = new ArrayList<>();

    @TempDir
    Path directory;

    private record Ended(int code, String out, String err) {}

    @AfterEach
    void endWhatWasStarted() throws Exception {
        for (ProcessHandle process : started) {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process);
            all.forEach(ProcessHandle::destroyForcibly);
            process.onExit().get(10, SECONDS);
        }
        Path pid = directory.resolve("data/redis.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()))
                    .filter(left -> left.info().command().orElse("").contains("redis"))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void theHelpTellsAStrangerWhatToType() throws Exception {
        Ended help = run(Map.of(), "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("serve", "config", "account", "token", "--config", "POSTHOUSE_SERVER_PORT", "Examples:");
        assertThat(run(Map.of(), "--version").out()).startsWith("Posthouse 0.");
        assertThat(run(Map.of(), "token", "--help").out()).contains("--key-file", "--url");
    }

    @Test
    void aWrongWordIsToldAndNothingStarts() throws Exception {
        Ended wrong = run(Map.of(), "serv");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("serv").doesNotContain("\tat ");
    }

    @Test
    void allMistakesInTheConfigurationAreToldAtOnce() throws Exception {
        Path file =
                Files.writeString(directory.resolve("wrong.yaml"), "server:\n  port: many\nrecal:\n  window: PT1M\n");

        Ended ended = run(Map.of("POSTHOUSE_STORE_TIMEOUT", "soon"), "--config", file.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines())
                .containsExactlyInAnyOrder(
                        "posthouse: The configuration has 3 mistakes:",
                        "  " + file + ":2: server.port must be a whole number from 0 to 65535, was 'many'",
                        "  " + file + ":3: recal is not a known setting",
                        "  POSTHOUSE_STORE_TIMEOUT: store.timeout must be an ISO-8601 duration such as PT3S from"
                                + " PT0.05S to PT30S, was 'soon'");
    }

    @Test
    void theEffectiveSettingsAreShownWithTheirPlaceAndWithoutSecrets() throws Exception {
        Ended ended = run(
                Map.of("POSTHOUSE_SERVER_PORT", "9123", "POSTHOUSE_ADMIN_KEY", "a very secret admin key"), "config");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .containsPattern("server\\.port: 9123 +# POSTHOUSE_SERVER_PORT")
                .containsPattern("admin\\.key: \\*\\*\\* +# POSTHOUSE_ADMIN_KEY")
                .containsPattern("recall\\.window: PT2M +# default")
                .doesNotContain("very secret");
    }

    @Test
    void aPortInUseIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run(Map.of(
                    "POSTHOUSE_SERVER_PORT", String.valueOf(taken.getLocalPort()), "POSTHOUSE_MANAGEMENT_PORT", "0"));

            assertOneSentence(
                    ended,
                    "The gateway cannot listen on 127.0.0.1:" + taken.getLocalPort() + " (Address already in use)");
            assertThat(directory.resolve("data/redis.pid"))
                    .as("its Redis is stopped")
                    .doesNotExist();
        }
    }

    @Test
    void aRedisThatIsNotThereIsOneSentence() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Ended ended =
                run(Map.of("POSTHOUSE_STORE_ENDPOINTS", "redis://127.0.0.1:" + port, "POSTHOUSE_SERVER_PORT", "0"));

        assertOneSentence(ended, "127.0.0.1:" + port);
    }

    @Test
    void aPlatformWithoutAnEmbeddedRedisIsOneSentence() throws Exception {
        Ended ended = run(Map.of("JAVA_TOOL_OPTIONS", "-Dos.name=SunOS"), "serve");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> !line.startsWith("Picked up")))
                .singleElement()
                .asString()
                .contains("embedded Redis")
                .contains("SunOS");
    }

    @Test
    void aCommandWithoutAGatewayIsOneSentence() throws Exception {
        Ended noKey = run(Map.of(), "token", "ann");
        Ended noGateway = run(
                Map.of("POSTHOUSE_ADMIN_KEY", "an admin key of sixteen and more"),
                "token",
                "ann",
                "--url",
                "http://127.0.0.1:1");

        assertOneSentence(noKey, "POSTHOUSE_ADMIN_KEY");
        assertOneSentence(noGateway, "No gateway answers at http://127.0.0.1:1.");
    }

    @Test
    void aMeasurementOfNothingIsOneSentence() throws Exception {
        assertOneSentence(run(Map.of(), "bench", "--url", "ws://127.0.0.1:1/ws"), "Connection refused");

        Ended slip = run(Map.of(), "bench", "--url", "ws://127.0.0.1:/ws");
        assertThat(slip.code()).isEqualTo(2);
        assertThat(slip.err()).contains("is no address such as ws://127.0.0.1:8080/ws");
    }

    @Test
    void aStartWithoutConfigurationLastsOverRestartsAndItsDirectoryIsItsOwn() throws Exception {
        Process first = start();
        String said = awaitUp(first);
        Map<String, String> tokens = demoTokens(said);
        assertThat(tokens).containsOnlyKeys("ann", "bob", "cleo");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data/admin.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("data/demo-accounts"))))
                .isEqualTo("rw-------");
        assertThat(get(baseOf(said) + "/").body()).contains("<title>Posthouse</title>");

        assertOneSentence(run(Map.of("POSTHOUSE_SERVER_PORT", "0", "POSTHOUSE_MANAGEMENT_PORT", "0"), "serve"), "data");

        String[] at = {"--url", baseOf(said)};
        Ended made = run(Map.of(), "account", "create", "dora", at[0], at[1]);
        assertThat(made.out().trim()).matches("[0-9a-f]{32}");
        assertOneSentence(
                run(Map.of(), "account", "create", "dora", at[0], at[1]), "There is an account dora already.");
        assertThat(run(Map.of(), "token", "dora", at[0], at[1]).out().trim())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(made.out().trim());
        assertThat(run(Map.of(), "account", "delete", "dora", at[0], at[1]).code())
                .isZero();
        assertOneSentence(run(Map.of(), "token", "dora", at[0], at[1]), "There is no account dora.");
        assertThat(run(Map.of(), "account", "delete", "cleo", at[0], at[1]).code())
                .isZero();

        long redis = Long.parseLong(
                Files.readString(directory.resolve("data/redis.pid")).trim());
        first.destroy();
        assertThat(first.waitFor(30, SECONDS)).as("SIGTERM ends it").isTrue();
        assertThat(ProcessHandle.of(redis).filter(ProcessHandle::isAlive))
                .as("its Redis is gone")
                .isEmpty();

        String again = awaitUp(start());
        assertThat(demoTokens(again))
                .as("tokens survive; a deleted account is not made again")
                .isEqualTo(Map.of("ann", tokens.get("ann"), "bob", tokens.get("bob")));
        assertThat(again).contains("cleo   has been deleted");
    }

    @Test
    void aGatewayWithAConfigurationHasNoDemoAccounts() throws Exception {
        Path file = Files.writeString(directory.resolve("p.yaml"), "server: {port: 0}\nmanagement: {port: 0}\n");
        Process process = start("serve", "--config", file.toString());

        String said = awaitUp(process);

        assertThat(demoTokens(said)).isEmpty();
        assertThat(directory.resolve("data/admin.key")).doesNotExist();
        HttpResponse<String> closed = get(baseOf(said) + "/api/v1/accounts");
        assertThat(closed.statusCode()).as("no admin key").isEqualTo(403);
    }

    private static void assertOneSentence(Ended ended, String part) {
        assertThat(ended.code()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.err().lines())
                .as("one sentence on the error stream")
                .singleElement()
                .asString()
                .startsWith("posthouse: ")
                .contains(part);
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process = launch(environment, out, err, arguments);
        assertThat(process.waitFor(60, SECONDS)).as("it ends by itself").isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Process start(String... arguments) throws Exception {
        return launch(
                arguments.length == 0
                        ? Map.of("POSTHOUSE_SERVER_PORT", "0", "POSTHOUSE_MANAGEMENT_PORT", "0")
                        : Map.of(),
                null,
                null,
                arguments);
    }

    private Process launch(Map<String, String> environment, @Nullable Path out, @Nullable Path err, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-jar", System.getProperty("posthouse.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POSTHOUSE_"));
        builder.environment().putAll(new HashMap<>(environment));
        if (out == null || err == null) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        }
        Process process = builder.start();
        started.add(process.toHandle());
        return process;
    }

    /** What it says until it is up, and then no more. */
    private static String awaitUp(Process process) throws IOException {
        StringBuilder said = new StringBuilder();
        var lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("Ready")) {
                return said.toString();
            }
        }
        throw new AssertionError("it ended before it was up:\n" + said);
    }

    private static Map<String, String> demoTokens(String said) {
        Map<String, String> tokens = new HashMap<>();
        Matcher matcher = DEMO.matcher(said);
        while (matcher.find()) {
            tokens.put(matcher.group(1), matcher.group(2));
        }
        return tokens;
    }

    private static String baseOf(String said) {
        Matcher matcher = BASE.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        return matcher.group(1);
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
