package io.posthouse.model;

/** What happened in a channel. */
public enum SignalKind {
    CLOSE("close"),
    JOIN("join"),
    INVITE("invite"),
    CANCEL("cancel"),
    REJECT("reject"),
    ACCEPT("accept"),
    LEAVE("leave"),
    CUSTOM("custom");

    private final String wireName;

    SignalKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
