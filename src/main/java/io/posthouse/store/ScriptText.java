package io.posthouse.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads scripts from the jar. A line {@code --:include x.lua} stands for that file. */
final class ScriptText {
    private static final Pattern INCLUDE = Pattern.compile("^--:include (\\w+\\.lua)$", Pattern.MULTILINE);

    private ScriptText() {}

    static String of(String name) {
        return INCLUDE.matcher(read(name + ".lua"))
                .replaceAll(
                        match -> Matcher.quoteReplacement(read(match.group(1)).strip()));
    }

    /** What Redis calls the script, in hex. */
    static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String file) {
        try (InputStream in = ScriptText.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the script " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
