package io.posthouse.store;

import io.posthouse.model.Draft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells whether two messages with one idClient have the same content (S2): type, body and attach, nothing else. */
final class ContentHash {
    private static final int BYTES = 16;

    private ContentHash() {}

    /** 22 characters. */
    static String of(Draft draft) {
        MessageDigest digest = sha256();
        add(digest, draft.type().wireName());
        add(digest, draft.body());
        add(digest, draft.attach());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), BYTES));
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? -1 : bytes.length)
                .array());
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
