package io.posthouse.model;

import java.util.Arrays;
import java.util.Optional;

/** What one account does about its friendship with another. */
public enum FriendDeed {
    /** Both are friends at once. */
    ADD("add"),
    /** The other one is asked. */
    APPLY("apply"),
    /** The answer to an application: both are friends. */
    PASS("pass"),
    /** The other answer. */
    REJECT("reject"),
    /** Neither is a friend of the other any more. */
    DELETE("delete"),
    /** The alias, or what else an account says of a friend; the friend does not hear of it. */
    UPDATE("update");

    private final String wireName;

    FriendDeed(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<FriendDeed> of(String wireName) {
        return Arrays.stream(values()).filter(d -> d.wireName.equals(wireName)).findFirst();
    }
}
