package io.posthouse.client;

import io.posthouse.model.Draft;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;

/** What becomes of a message's content when it is sent once more. */
final class Drafts {
    private Drafts() {}

    /** The same, marked as sent before. */
    static Draft again(Draft draft) {
        Setting was = draft.setting();
        Setting setting = new Setting(
                was.needSaveHistory(),
                was.needRoaming(),
                was.needOffline(),
                was.needSelfSync(),
                was.needUpdateSession(),
                true);
        return new Draft(
                draft.scene(),
                draft.to(),
                draft.type(),
                draft.body(),
                draft.attach(),
                draft.idClient(),
                draft.ext(),
                draft.subType(),
                setting,
                draft.pushInfo(),
                draft.thread(),
                draft.extra(),
                draft.needAck());
    }

    /** The content for somebody else; ids, time and the demand for receipts stay behind (S4). */
    static Draft forwarded(Draft draft, Scene scene, String to, String idClient) {
        return new Draft(
                scene,
                to,
                draft.type(),
                draft.body(),
                draft.attach(),
                idClient,
                draft.ext(),
                draft.subType(),
                Setting.DEFAULT,
                draft.pushInfo(),
                null,
                draft.extra(),
                false);
    }
}
