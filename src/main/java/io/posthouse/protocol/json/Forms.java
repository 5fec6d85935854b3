package io.posthouse.protocol.json;

import io.posthouse.model.AccountId;
import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import org.jspecify.annotations.Nullable;

/** What a text of a frame must look like to be an account, an id, a session …; INVALID with the field's name if not. */
final class Forms {
    static final int ID_CHARS_MAX = 64;

    private Forms() {}

    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw Values.invalid(field);
        }
        return value;
    }

    static String account(@Nullable String text, String field) {
        return AccountId.parse(required(text, field)).orElseThrow(() -> Values.invalid(field));
    }

    static Scene scene(@Nullable String text, String field) {
        return Scene.of(required(text, field)).orElseThrow(() -> Values.invalid(field));
    }

    static MessageType type(@Nullable String text, String field) {
        return MessageType.of(required(text, field)).orElseThrow(() -> Values.invalid(field));
    }

    static ClientType clientType(@Nullable String text, String field) {
        return ClientType.of(required(text, field)).orElseThrow(() -> Values.invalid(field));
    }

    /** 1 to 64 printable ASCII characters: idClient, deviceId. */
    static String id(@Nullable String text, String field) {
        String id = required(text, field);
        if (id.isEmpty() || id.length() > ID_CHARS_MAX || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Values.invalid(field);
        }
        return id;
    }

    /** A decimal string of 1 to 31 digits, or empty if it may be absent and is. */
    static String idServer(@Nullable String text, String field) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        if (text.length() > 31 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Values.invalid(field);
        }
        return text;
    }

    /** An idServer that has to be there. */
    static String someIdServer(@Nullable String text, String field) {
        String idServer = idServer(text, field);
        if (idServer.isEmpty()) {
            throw Values.invalid(field);
        }
        return idServer;
    }

    /** {@code team} or {@code superTeam}. */
    static Scene teamScene(@Nullable String text, String field) {
        Scene scene = scene(text, field);
        if (scene == Scene.P2P) {
            throw Values.invalid(field);
        }
        return scene;
    }

    /** 1 to 15 digits, the first of which is no 0. */
    static String teamId(@Nullable String text, String field) {
        String id = required(text, field);
        if (id.length() > 15
                || !id.chars().allMatch(c -> c >= '0' && c <= '9')
                || id.isEmpty()
                || id.charAt(0) == '0') {
            throw Values.invalid(field);
        }
        return id;
    }

    /** Whom a message is for, in stored form: an account, or in a team its id. */
    static String target(Scene scene, @Nullable String text, String field) {
        return scene == Scene.P2P ? account(text, field) : teamId(text, field);
    }

    static String atMost(int charsMax, String text, String field) {
        if (text.codePointCount(0, text.length()) > charsMax) {
            throw Values.invalid(field);
        }
        return text;
    }

    static long within(long least, long most, @Nullable Long number, String field) {
        long value = required(number, field);
        if (value < least || value > most) {
            throw Values.invalid(field);
        }
        return value;
    }

    /** {@code p2p-bob} or {@code team-123}, as {@code account} names its session. */
    static Conversation session(String sessionId, String account, String field) {
        int dash = sessionId.indexOf('-');
        if (dash < 0) {
            throw Values.invalid(field);
        }
        Scene scene = scene(sessionId.substring(0, dash), field);
        return Conversation.of(scene, account, target(scene, sessionId.substring(dash + 1), field));
    }
}
