package io.posthouse.protocol.nim;

import java.util.List;

/** The commands of this wire that the gateway does not do yet, or never will. Each is refused with a code of its own. */
final class NotOffered {
    private static final List<String> ROWS = List.of(
            "6_28 getMixStorePolicy",
            "6_29 getMixStoreToken",
            "6_30 getFileAuthToken",
            "13_1 getChatroomAddress",
            "24_1 getQChatAddress");

    private NotOffered() {}

    static List<Row> rows() {
        return ROWS.stream().map(NotOffered::row).toList();
    }

    private static Row row(String text) {
        int space = text.indexOf(' ');
        return Row.notOffered(text.substring(0, space), text.substring(space + 1));
    }
}
