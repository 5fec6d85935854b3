package io.posthouse.protocol.nim;

import java.util.List;

/** The commands of this wire that the gateway does not do yet, or never will. Each is refused with a code of its own. */
final class NotOffered {
    private static final List<String> ROWS = List.of(
            "6_28 getMixStorePolicy",
            "6_29 getMixStoreToken",
            "6_30 getFileAuthToken",
            "13_1 getChatroomAddress",
            "15_1 signalingCreate",
            "15_2 signalingDelay",
            "15_3 signalingClose",
            "15_4 signalingJoin",
            "15_5 signalingLeave",
            "15_6 signalingInvite",
            "15_7 signalingCancelInvite",
            "15_8 signalingReject",
            "15_9 signalingAccept",
            "15_10 signalingSendCustomCommand",
            "15_15 signalingQueryInfo",
            "15_16 signalingCallEx",
            "15_17 signalingJoinAndAccept",
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
