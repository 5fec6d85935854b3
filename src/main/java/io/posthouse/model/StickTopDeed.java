package io.posthouse.model;

/** What an account does about a session on top of its list. */
public enum StickTopDeed {
    /** It comes on top. */
    ADD("add"),
    /** Its text changes. */
    UPDATE("update"),
    /** It is on top no more. */
    DELETE("delete");

    private final String wireName;

    StickTopDeed(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
