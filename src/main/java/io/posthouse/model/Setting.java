package io.posthouse.model;

/**
 * How a message wants to be treated (rules M2, S6, D8).
 *
 * @param needSaveHistory false: in no history
 * @param needRoaming false: in no roaming set
 * @param needOffline false: not kept for devices that are away
 * @param needSelfSync false: the sender's other devices get no copy
 * @param needUpdateSession false: does not count as unread
 * @param resendFlag true: the client has sent this idClient before
 */
public record Setting(
        boolean needSaveHistory,
        boolean needRoaming,
        boolean needOffline,
        boolean needSelfSync,
        boolean needUpdateSession,
        boolean resendFlag) {
    public static final Setting DEFAULT = new Setting(true, true, true, true, true, false);
}
