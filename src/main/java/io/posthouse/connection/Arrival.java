package io.posthouse.connection;

/**
 * How a socket came.
 *
 * @param path of the request that opened it, as the client wrote it
 * @param authority the {@code host:port} that it was asked at; empty if it does not say, or says what is none
 */
public record Arrival(String path, String authority) {}
