package io.posthouse.model;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of message of rule M1. */
public enum MessageType {
    TEXT("text"),
    IMAGE("image"),
    AUDIO("audio"),
    VIDEO("video"),
    FILE("file"),
    GEO("geo"),
    CUSTOM("custom"),
    TIP("tip"),
    /** Made by the gateway only; a client's attempt to send one is refused. */
    NOTIFICATION("notification");

    private final String wireName;

    MessageType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<MessageType> of(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }
}
