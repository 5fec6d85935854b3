package io.posthouse.connection;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a connection verticle serves.
 *
 * @param protocols makes one object of each protocol for each connection verticle
 * @param routes further HTTP routes on the same port
 * @param isListening whether it opens the port; not when the gateway is mounted on a host's router alone
 */
public record Wires(List<Supplier<Protocol>> protocols, List<RouteProvider> routes, boolean isListening) {}
