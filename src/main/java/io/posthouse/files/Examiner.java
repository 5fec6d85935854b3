package io.posthouse.files;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** Finds out what bytes are. Believes nothing that a client says of them. Blocks; for a worker. */
final class Examiner {
    private static final int BUFFER_BYTES = 64 * 1024;
    /** After so many bytes it rests for as long as they took: on a machine with few cores the store and the event loops need them. */
    private static final int BREATH_BYTES = 1024 * 1024;

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    Findings examine(Path file) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest md5 = digest("MD5");
        long size = 0;
        long awakeSince = System.nanoTime();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha256.update(buffer, 0, read);
                md5.update(buffer, 0, read);
                size += read;
                if (size / BREATH_BYTES > (size - read) / BREATH_BYTES) {
                    LockSupport.parkNanos(System.nanoTime() - awakeSince);
                    awakeSince = System.nanoTime();
                }
            }
        }
        String type = typeOf(file);
        JsonObject facts = MediaFacts.of(file, type);
        // Containers hold sound or films; which shows only inside.
        Object known = facts.remove("type");
        return new Findings(hex(sha256), hex(md5), size, known == null ? type : known.toString(), facts);
    }

    private String typeOf(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            return types.detect(bytes, new Metadata()).getBaseType().toString();
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
