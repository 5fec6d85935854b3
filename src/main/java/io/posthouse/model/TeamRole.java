package io.posthouse.model;

import java.util.Arrays;
import java.util.Optional;

/** What a member is in a team (T1). */
public enum TeamRole {
    OWNER("owner", 'o'),
    MANAGER("manager", 'm'),
    NORMAL("normal", 'n');

    private final String wireName;
    private final char letter;

    TeamRole(String wireName, char letter) {
        this.wireName = wireName;
        this.letter = letter;
    }

    /** The name on every wire of ours. */
    public String wireName() {
        return wireName;
    }

    /** How grants and the store write it. */
    public char letter() {
        return letter;
    }

    public static Optional<TeamRole> ofLetter(char letter) {
        return Arrays.stream(values()).filter(r -> r.letter == letter).findFirst();
    }
}
