package io.posthouse.client;

import org.jspecify.annotations.Nullable;

/**
 * {@code from} has read the session up to {@code time}.
 *
 * @param idClient of the message that was read, if the reader said so
 */
public record Receipt(
        String sessionId, String from, long time, @Nullable String idClient) {}
