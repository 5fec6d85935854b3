package io.posthouse.model;

import java.util.Arrays;
import java.util.Optional;

/** Where a message is said. */
public enum Scene {
    P2P("p2p"),
    TEAM("team"),
    SUPER_TEAM("superTeam");

    private final String wireName;

    Scene(String wireName) {
        this.wireName = wireName;
    }

    /** The name in session ids and on every wire: {@code p2p}, {@code team} or {@code superTeam}. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Scene> of(String wireName) {
        return Arrays.stream(values()).filter(s -> s.wireName.equals(wireName)).findFirst();
    }
}
