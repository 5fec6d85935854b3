package io.posthouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that vouches for itself, for trying things out on one machine. Made by the JDK's keytool, for the JDK has no
 * call that makes one. Blocks; not for an event loop.
 *
 * @param certificate in PEM
 * @param key in PEM
 */
record SelfSigned(String certificate, String key) {
    private static final String NAMES = "san=dns:localhost,ip:127.0.0.1,ip:::1";
    private static final String PASSWORD_VARIABLE = "KEYTOOL_PASSWORD";
    private static final String ALIAS = "posthouse";
    private static final int DAYS = 365;
    private static final int PATIENCE_SECONDS = 60;
    private static final String NO_PROCESSES = "this platform starts no processes";

    /** A fresh one for this machine's own names. Leaves nothing behind in the directory. */
    static SelfSigned make(Path directory) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path store = directory.resolve(".keytool-" + password.substring(0, 8) + ".p12");
        try {
            run(store, password);
            return read(store, password);
        } catch (GeneralSecurityException unexpected) {
            throw new IOException("keytool wrote a key store that cannot be read", unexpected);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static void run(Path store, String password) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-validity",
                Integer.toString(DAYS),
                "-dname",
                "CN=Posthouse development",
                "-ext",
                NAMES,
                "-ext",
                "eku=serverAuth",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process = start(builder);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool did not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException("keytool failed with exit code " + process.exitValue());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (UnsupportedOperationException none) {
            throw new IOException(NO_PROCESSES, none);
        } catch (Error unknownPlatform) {
            // A bare one is what the JDK throws on a platform that it does not know; any other is what it says.
            if (unknownPlatform.getClass() != Error.class) {
                throw unknownPlatform;
            }
            throw new IOException(NO_PROCESSES, unknownPlatform);
        }
    }

    private static SelfSigned read(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        Key key = store.getKey(ALIAS, password.toCharArray());
        return new SelfSigned(
                pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    @Override
    public String toString() {
        return "SelfSigned";
    }
}
