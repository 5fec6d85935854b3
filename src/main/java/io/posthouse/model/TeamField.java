package io.posthouse.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a team says of itself and how it is run: the things that create and update may set (T1). A text, or one of some
 * words of which the first is the default.
 */
public enum TeamField {
    NAME("name"),
    AVATAR("avatar"),
    INTRO("intro"),
    ANNOUNCEMENT("announcement"),
    /** The app's own text. Who may change it is up to {@link #UPDATE_EXT_MODE}. */
    EXT("ext"),
    /** The app server's own text; only the server API may change it. */
    SERVER_EXT("serverExt"),
    /** Who may come in: anybody, who is passed by a manager, nobody. */
    JOIN_MODE("joinMode", "noVerify", "needVerify", "rejectAll"),
    /** Whether somebody who is invited has to accept first. */
    BE_INVITE_MODE("beInviteMode", "noVerify", "needVerify"),
    /** Who may invite: managers and the owner, or every member. */
    INVITE_MODE("inviteMode", "manager", "all"),
    /** Who may change the team's texts. */
    UPDATE_TEAM_MODE("updateTeamMode", "manager", "all"),
    /** Who may change {@link #EXT}. */
    UPDATE_EXT_MODE("updateExtMode", "manager", "all"),
    /** Who is muted: nobody, normal members, everybody. */
    MUTE_TYPE("muteType", "none", "normal", "all"),
    /** What a newcomer sees of the time before: nothing, or everything that is kept (T3). */
    HISTORY_MODE("historyMode", "joined", "all");

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
    private final List<String> words;

    TeamField(String wireName, String... words) {
        this.wireName = wireName;
        this.words = List.of(words);
    }

    /** The name on every wire of ours, and in the store. */
    public String wireName() {
        return wireName;
    }

    /** What it may be, the default first; empty for a text. */
    public List<String> words() {
        return words;
    }

    public static Optional<TeamField> of(String wireName) {
        return Arrays.stream(values()).filter(f -> f.wireName.equals(wireName)).findFirst();
    }
}
