package io.posthouse.bus;

/**
 * A node has come, or goes: who remembers which nodes there are looks again.
 *
 * @param node its id
 */
public record NodesMoved(String node) {}
