package io.posthouse.model;

/**
 * How many members have read a message that was sent with needACK (C2).
 *
 * @param read of those who were members when it was sent, less the sender
 * @param unread the rest of them
 * @param reader who read it last, empty if that is not told
 */
public record ReadCount(String idServer, String idClient, int read, int unread, String reader) {}
