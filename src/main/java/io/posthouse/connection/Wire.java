package io.posthouse.connection;

/**
 * One protocol of a connection verticle.
 *
 * @param index its place among them
 */
record Wire(int index, Protocol protocol) {}
