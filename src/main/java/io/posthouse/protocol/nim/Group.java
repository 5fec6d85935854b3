package io.posthouse.protocol.nim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a message that the core keeps together as one JSON object and does not read: flat on this wire, and by these same
 * names in the object, so that clients of the native protocol find them.
 */
final class Group {
    private static final Pattern SPACE = Pattern.compile(" ");

    /** How a message is to be announced. */
    static final Group PUSH = Group.of("needPush? needPushBadge? needPushNick? needForcePush? pushPayload pushContent"
            + " forcePushIDsList forcePushContent");

    /** What a message answers to. */
    static final Group THREAD = Group.of(
            "replyMsgFromAccount replyMsgToAccount replyMsgTime# replyMsgIdServer replyMsgIdClient"
                    + " threadMsgFromAccount threadMsgToAccount threadMsgTime# threadMsgIdServer threadMsgIdClient isReplyMsg?");

    /** What only the clients of this wire know. */
    static final Group EXTRA =
            Group.of("userUpdateTime# callbackExt envConfig needRouted? needAntiSpam? antiSpamContent"
                    + " antiSpamBIZID clientAntispamHitting? antiSpamUsingYidun? yidunCallbackURL yidunAntiCheating"
                    + " yidunAntiSpamExtension yidunAntiSpamResult function topic customContent account");

    /** How a custom notification is to be announced, and what only the clients of this wire know of it. */
    static final Group SYSTEM = Group.of(
            "needPush? needPushBadge? needPushNick? pushPayload pushContent" + " envConfig callbackExt isRoutable?");

    /** How an invitation to a channel is to be announced. */
    static final Group CALL = Group.of("needPush? pushTitle pushContent pushPayload needPushBadge?");

    private final List<Field> fields;

    private Group(List<Field> fields) {
        this.fields = fields;
    }

    private static Group of(String names) {
        return new Group(SPACE.splitAsStream(names).map(Field::of).toList());
    }

    /** The object as text; null if none of the fields is there. */
    @Nullable String read(Props message) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = field.read(message);
            if (value != null) {
                object.put(field.name, value);
            }
        }
        return object.isEmpty() ? null : Packets.json(object);
    }

    /** Puts what the object says of these fields; what somebody else wrote otherwise stays away. */
    void write(@Nullable String text, Property message) {
        Json.objectIn(text).ifPresent(object -> {
            for (Field field : fields) {
                message.put(field.name, field.written(object.get(field.name)));
            }
        });
    }

    private enum Kind {
        TEXT,
        NUMBER,
        FLAG
    }

    private record Field(String name, Kind kind) {
        static Field of(String word) {
            if (word.endsWith("?")) {
                return new Field(word.substring(0, word.length() - 1), Kind.FLAG);
            }
            return word.endsWith("#")
                    ? new Field(word.substring(0, word.length() - 1), Kind.NUMBER)
                    : new Field(word, Kind.TEXT);
        }

        @Nullable Object read(Props message) {
            return switch (kind) {
                case TEXT -> message.text(name);
                case NUMBER -> message.number(name);
                case FLAG -> message.flag(name);
            };
        }

        @Nullable Object written(@Nullable Object value) {
            return switch (kind) {
                case TEXT -> value instanceof String ? value : null;
                case NUMBER -> value instanceof Long ? value : null;
                case FLAG -> value instanceof Boolean flag ? (Object) (flag ? 1 : 0) : null;
            };
        }
    }
}
