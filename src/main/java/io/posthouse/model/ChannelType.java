package io.posthouse.model;

/** What a channel is for; nothing here depends on it. */
public enum ChannelType {
    AUDIO,
    VIDEO,
    CUSTOM
}
