package io.posthouse.model;

/**
 * A connected device of an account, as its other devices see it.
 *
 * @param node the bus address of the connection verticle that holds the socket
 * @param loginTime ms
 */
public record OnlineDevice(String connectionId, String deviceId, ClientType clientType, String node, long loginTime) {}
