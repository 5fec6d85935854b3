package io.posthouse.store;

import io.posthouse.model.Draft;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells whether what has one idClient has one content (S2): of a message type, body and attach, nothing else; of a new team everything. */
final class ContentHash {
    private static final int BYTES = 16;

    private ContentHash() {}

    /** 22 characters. */
    static String of(Draft draft) {
        MessageDigest digest = sha256();
        add(digest, draft.type().wireName());
        add(digest, draft.body());
        add(digest, draft.attach());
        return text(digest);
    }

    /** 22 characters. */
    static String of(TeamCommand.CreateTeam create, boolean isServer) {
        MessageDigest digest = sha256();
        add(digest, create.team().scene().wireName());
        add(digest, Integer.toString(create.level()));
        add(digest, isServer ? "server" : "account");
        add(digest, create.ps());
        for (TeamField field : TeamField.values()) {
            add(digest, create.info().get(field));
        }
        create.accounts().stream().sorted().distinct().forEach(account -> add(digest, account));
        return text(digest);
    }

    private static String text(MessageDigest digest) {
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
