package io.posthouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    Path directory;

    @Test
    void everyMistakeIsToldAtOnceWithItsPlace() throws IOException {
        String file = write("""
                server:
                  port: 80800
                  prot: 1
                recall:
                  window: 2 minutes
                  windw: PT1M
                store: [redis]
                devices:
                  policy: some
                nodes:
                  max: 3
                """);

        assertThat(mistakes(file, Map.of("POSTHOUSE_LIMITS_PAGE_MAX", "0", "POSTHOUSE_SERVR_PORT", "1")))
                .containsExactlyInAnyOrder(
                        file + ":2: server.port must be a whole number from 0 to 65535, was '80800'",
                        file + ":3: server.prot is not a known setting",
                        file + ":5: recall.window must be an ISO-8601 duration such as PT2M from PT0S to P7D,"
                                + " was '2 minutes'",
                        file + ":6: recall.windw is not a known setting",
                        file + ":7: store must be a section, was a list",
                        file + ":9: devices.policy must be one of all, one-per-client-type, one, was 'some'",
                        file + ":10: nodes is not a known setting",
                        "POSTHOUSE_LIMITS_PAGE_MAX: limits.pageMax must be a whole number from 1 to 1000, was '0'",
                        "POSTHOUSE_SERVR_PORT is not a known setting");
    }

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
        String file = write("server: {port: 1000, host: localhost}");

        Config config = read(file, Map.of("POSTHOUSE_SERVER_PORT", "2000"));

        assertThat(config.server().port()).isEqualTo(2000);
        assertThat(config.server().host()).isEqualTo("localhost");
    }

    @Test
    void theLowestAndTheHighestValueAreTakenAndOnePastIsRefused() {
        assertThat(read(Map.of("POSTHOUSE_LIMITS_PAGE_MAX", "1")).limits().pageMax())
                .isEqualTo(1);
        assertThat(read(Map.of("POSTHOUSE_LIMITS_PAGE_MAX", "1000")).limits().pageMax())
                .isEqualTo(1000);
        assertThat(mistakes(null, Map.of("POSTHOUSE_LIMITS_PAGE_MAX", "1001"))).hasSize(1);
        assertThat(read(Map.of("POSTHOUSE_RECALL_WINDOW", "P7D")).recall().window())
                .isEqualTo(Duration.ofDays(7));
        assertThat(mistakes(null, Map.of("POSTHOUSE_RECALL_WINDOW", "P7DT0.001S")))
                .hasSize(1);
        assertThat(mistakes(null, Map.of("POSTHOUSE_RECALL_WINDOW", "PT-1S"))).hasSize(1);
    }

    @Test
    void tlsNeedsACertificateAndAKeyThatAreThere() throws IOException {
        String none = directory.resolve("none.pem").toString();
        String text = Files.writeString(directory.resolve("text.pem"), "no PEM").toString();
        String locked = Files.writeString(directory.resolve("locked.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----")
                .toString();

        assertThat(mistakes(null, Map.of("POSTHOUSE_SERVER_TLS_CERTIFICATE", none)))
                .containsExactly(
                        "server.tls.key is missing:" + " server.tls.certificate and server.tls.key belong together");
        assertThat(mistakes(null, Map.of("POSTHOUSE_SERVER_TLS_CERTIFICATE", none, "POSTHOUSE_SERVER_TLS_KEY", text)))
                .containsExactlyInAnyOrder(
                        "POSTHOUSE_SERVER_TLS_CERTIFICATE: server.tls.certificate names a file that cannot be read: "
                                + none,
                        "POSTHOUSE_SERVER_TLS_KEY: server.tls.key names a file without a private key in PEM: " + text);
        assertThat(mistakes(null, Map.of("POSTHOUSE_SERVER_TLS_CERTIFICATE", text, "POSTHOUSE_SERVER_TLS_KEY", locked)))
                .containsExactlyInAnyOrder(
                        "POSTHOUSE_SERVER_TLS_CERTIFICATE: server.tls.certificate names a file without a certificate"
                                + " in PEM: " + text,
                        "POSTHOUSE_SERVER_TLS_KEY: server.tls.key names a key with a password, which is not"
                                + " supported: " + locked);
    }

    @Test
    void originsAndThePublicAddressHaveAForm() throws IOException {
        String file = write("""
                nim:
                  allowedOrigins: [https://chat.example.com, "http://localhost:8080", "null"]
                  publicAddress: "[::1]:443"
                """);
        NimConfig nim = read(file, Map.of()).nim();

        assertThat(nim.allowedOrigins()).containsExactly("https://chat.example.com", "http://localhost:8080", "null");
        assertThat(nim.publicAddress()).isEqualTo("[::1]:443");
        for (String wrong : List.of("chat.example.com", "https://chat.example.com/page", "*", "a b://c")) {
            assertThat(mistakes(null, Map.of("POSTHOUSE_NIM_ALLOWED_ORIGINS", wrong)))
                    .as(wrong)
                    .hasSize(1);
        }
        for (String wrong :
                List.of("https://chat.example.com:443", "chat.example.com", ":443", "a:0", "a b:1", "a:1/x")) {
            assertThat(mistakes(null, Map.of("POSTHOUSE_NIM_PUBLIC_ADDRESS", wrong)))
                    .as(wrong)
                    .hasSize(1);
        }
    }

    @Test
    void durabilityIsOneText() {
        assertThat(read(Map.of("POSTHOUSE_STORE_DURABILITY", "memory")).store().durability())
                .isEqualTo(StoreConfig.Durability.MEMORY);
        StoreConfig replicated = read(Map.of(
                        "POSTHOUSE_STORE_DURABILITY",
                        "replicated(2)",
                        "POSTHOUSE_STORE_ENDPOINTS",
                        "redis://127.0.0.1:6379, redis://[::1]:6380/0",
                        "POSTHOUSE_STORE_MODE",
                        "sentinel"))
                .store();
        assertThat(replicated.durability()).isEqualTo(StoreConfig.Durability.REPLICATED);
        assertThat(replicated.replicas()).isEqualTo(2);
        assertThat(replicated.endpoints()).containsExactly("redis://127.0.0.1:6379", "redis://[::1]:6380/0");
        for (String wrong : List.of("replicated", "replicated(0)", "replicated(11)", "ram")) {
            assertThat(mistakes(null, Map.of("POSTHOUSE_STORE_DURABILITY", wrong)))
                    .singleElement()
                    .asString()
                    .contains("store.durability must be memory, disk or replicated(n)");
        }
    }

    @Test
    void whatContradictsItselfIsAMistake() {
        assertThat(mistakes(
                        null,
                        Map.of(
                                "POSTHOUSE_STORE_MODE", "cluster",
                                "POSTHOUSE_STORE_DURABILITY", "replicated(1)",
                                "POSTHOUSE_SERVER_PORT", "9000",
                                "POSTHOUSE_MANAGEMENT_PORT", "9000",
                                "POSTHOUSE_LIMITS_FRAME_BYTES_MAX", "2000")))
                .containsExactlyInAnyOrder(
                        "POSTHOUSE_STORE_MODE: store.mode other than standalone needs store.endpoints",
                        "POSTHOUSE_STORE_DURABILITY: store.durability replicated needs store.endpoints:"
                                + " the embedded Redis has no replicas",
                        "POSTHOUSE_MANAGEMENT_PORT: management.port must differ from server.port",
                        "POSTHOUSE_LIMITS_FRAME_BYTES_MAX: limits.frameBytesMax must be at least bodyCharsMax,"
                                + " attachBytesMax and extBytesMax together");
    }

    @Test
    void aSecretComesFromAFileAndIsNeverShown() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef\n");
        String file = write("admin: {key: {file: '" + key + "'}}\nstore: {password: hush}");

        ConfigReader.Reading reading = ConfigReader.read(Path.of(file), Map.of(), Set.of());

        assertThat(reading.config().admin().key().reveal()).isEqualTo("0123456789abcdef");
        assertThat(reading.config().store().password().reveal()).isEqualTo("hush");
        assertThat(reading.toString()).doesNotContain("hush").doesNotContain("0123456789");
        assertThat(read(Map.of("POSTHOUSE_ADMIN_KEY", "{\"file\": \"" + key + "\"}"))
                        .admin()
                        .key()
                        .reveal())
                .isEqualTo("0123456789abcdef");
    }

    @Test
    void aWrongSecretIsToldWithoutShowingIt() throws IOException {
        assertThat(mistakes(null, Map.of("POSTHOUSE_ADMIN_KEY", "tooshort")))
                .containsExactly("POSTHOUSE_ADMIN_KEY: admin.key must have at least 16 characters");
        assertThat(mistakes(write("admin: {key: [hush]}"), Map.of()).toString()).doesNotContain("hush");
        assertThat(mistakes(write("admin: {key: {file: /nowhere/key}}"), Map.of()))
                .singleElement()
                .asString()
                .endsWith("admin.key names a file that cannot be read: /nowhere/key");
        assertThat(mistakes(null, Map.of("POSTHOUSE_STORE_ENDPOINTS", "redis://:hush@127.0.0.1:1"))
                        .toString())
                .contains("store.endpoints")
                .doesNotContain("hush");
    }

    @Test
    void aJwtKeyHasToFitItsAlgorithm() throws IOException, GeneralSecurityException {
        String rsa = pem("RSA");
        String ed = pem("Ed25519");
        String keys = "[{id: a, algorithm: rs256, key: \"%s\"}, {id: b, algorithm: EdDSA, key: \"%s\"},"
                + " {id: c, algorithm: HS256, key: \"%s\"}]";

        Config config = read(Map.of("POSTHOUSE_AUTH_JWT_KEYS", keys.formatted(rsa, ed, "x".repeat(32))));

        assertThat(config.auth().jwtKeys())
                .extracting(AuthConfig.JwtKey::algorithm)
                .containsExactly(AuthConfig.Algorithm.RS256, AuthConfig.Algorithm.EDDSA, AuthConfig.Algorithm.HS256);
        assertThat(mistakes(null, Map.of("POSTHOUSE_AUTH_JWT_KEYS", keys.formatted(ed, rsa, "x".repeat(31)))))
                .containsExactly(
                        "POSTHOUSE_AUTH_JWT_KEYS: auth.jwtKeys[0].key must be an RSA public key in PEM for RS256",
                        "POSTHOUSE_AUTH_JWT_KEYS: auth.jwtKeys[1].key must be an Ed25519 public key in PEM for EdDSA",
                        "POSTHOUSE_AUTH_JWT_KEYS: auth.jwtKeys[2].key must have at least 32 bytes for HS256");
    }

    @Test
    void aKeyWithoutAKeyAndTwoWithOneIdAreMistakes() throws IOException {
        assertThat(mistakes(write("auth:\n  jwtKeys:\n    - id: a\n      kee: b\n    - id: a\n"), Map.of()))
                .anySatisfy(mistake -> assertThat(mistake).contains(":4: auth.jwtKeys[0].kee is not a known setting"))
                .anySatisfy(mistake -> assertThat(mistake).contains("two keys with the same id"));
    }

    @Test
    void whatIsNoYamlIsToldWithItsLineAndWithoutItsText() throws IOException {
        String file = write("server:\n  port: 1\n \t hush: [\n");

        assertThat(mistakes(file, Map.of()))
                .singleElement()
                .asString()
                .startsWith(file + ":")
                .doesNotContain("hush");
        assertThat(mistakes(write("server: {port: 1, port: 2}"), Map.of()))
                .singleElement()
                .asString()
                .endsWith("port is written twice");
        assertThat(mistakes(write("just text"), Map.of())).hasSize(1);
        assertThat(mistakes(directory.resolve("none.yaml").toString(), Map.of()))
                .containsExactly(directory.resolve("none.yaml") + ": cannot be read");
        assertThat(mistakes(write("[".repeat(50) + "]".repeat(50)), Map.of()).toString())
                .contains("nested too deeply");
    }

    @Test
    void anEmptyFileAndAnEmptySectionAreTheDefaults() throws IOException {
        assertThat(read(write(""), Map.of())).isEqualTo(Config.DEFAULT);
        assertThat(read(write("server:\nstore:\n"), Map.of())).isEqualTo(Config.DEFAULT);
    }

    @Test
    void whatKubernetesSetsBesideAServiceOfOurNameIsNoMistake() {
        Map<String, String> environment = Map.of(
                "POSTHOUSE_SERVICE_HOST", "10.0.0.1",
                "POSTHOUSE_SERVICE_PORT", "8080",
                "POSTHOUSE_SERVICE_PORT_HTTP", "8080",
                "POSTHOUSE_PORT", "tcp://10.0.0.1:8080",
                "POSTHOUSE_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "POSTHOUSE_PORT_8080_TCP_ADDR", "10.0.0.1");

        assertThat(read(environment)).isEqualTo(Config.DEFAULT);
    }

    @Test
    void aProgrammerIsStoppedByAnException() {
        assertThatThrownBy(() -> new RecallConfig(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new ManagementConfig(true, "127.0.0.1", 65_536))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("posthouse.yaml"), yaml).toString();
    }

    private static Config read(Map<String, String> environment) {
        return ConfigReader.read(null, environment, Set.of()).config();
    }

    private static Config read(String file, Map<String, String> environment) {
        return ConfigReader.read(Path.of(file), environment, Set.of()).config();
    }

    private static List<String> mistakes(@Nullable String file, Map<String, String> environment) {
        Path path = file == null ? null : Path.of(file);
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(path, environment, Set.of()));
        assertThat(refused).as("no mistake was found").isNotNull();
        return refused.mistakes();
    }

    private static String pem(String kind) throws GeneralSecurityException {
        byte[] der =
                KeyPairGenerator.getInstance(kind).generateKeyPair().getPublic().getEncoded();
        return "-----BEGIN PUBLIC KEY-----\\n" + Base64.getEncoder().encodeToString(der)
                + "\\n-----END PUBLIC KEY-----";
    }
}
