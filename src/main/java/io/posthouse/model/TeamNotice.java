package io.posthouse.model;

import java.util.Arrays;
import java.util.Optional;

/** What somebody is told about getting into a team, outside of its log. */
public enum TeamNotice {
    /** Somebody wants in; for the owner and the managers. */
    APPLY("applyTeam"),
    /** For who wanted in. Who is passed sees it in the log. */
    APPLY_REJECTED("rejectTeamApply"),
    /** For who is wanted in. */
    INVITE("teamInvite"),
    /** For who invited. Who accepts is seen in the log. */
    INVITE_REJECTED("rejectTeamInvite");

    private final String wireName;

    TeamNotice(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<TeamNotice> of(String wireName) {
        return Arrays.stream(values()).filter(n -> n.wireName.equals(wireName)).findFirst();
    }
}
