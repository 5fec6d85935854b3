package io.posthouse.store;

import io.posthouse.model.Draft;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;

/** What the scripts have to know of a message without reading its text, as bits in the entry's header. */
final class Flags {
    static final int REFUSED = 1;
    static final int NO_HISTORY = 2;
    static final int NO_ROAMING = 4;
    static final int NO_OFFLINE = 8;
    static final int NO_SELF_SYNC = 16;
    /** The message is one that the other side counts as unread (C3). */
    static final int COUNTS = 64;

    private Flags() {}

    static int of(Draft draft, String from) {
        Setting setting = draft.setting();
        return (setting.needSaveHistory() ? 0 : NO_HISTORY)
                | (setting.needRoaming() ? 0 : NO_ROAMING)
                | (setting.needOffline() ? 0 : NO_OFFLINE)
                | (setting.needSelfSync() ? 0 : NO_SELF_SYNC)
                | (setting.needUpdateSession() && !isToOneself(draft, from) ? COUNTS : 0);
    }

    private static boolean isToOneself(Draft draft, String from) {
        return draft.scene() == Scene.P2P && from.equals(draft.to());
    }
}
