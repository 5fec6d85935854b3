package io.posthouse.bus;

import java.util.List;

/**
 * How a node is, as it says itself.
 *
 * @param version of the gateway
 * @param connections how many sockets it holds
 * @param problems one sentence each; none if it is ready
 */
public record NodeReport(String node, String version, int connections, boolean draining, List<String> problems) {}
